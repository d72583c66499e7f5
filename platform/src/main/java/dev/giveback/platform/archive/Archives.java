package dev.giveback.platform.archive;

import dev.giveback.journal.v1.ExportHeader;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The files that somebody can read.
 *
 * @param known by whose journals they hold
 */
public record Archives(List<Archive> known) {
    public Archives {
        known = List.copyOf(known);
    }

    /** What the file with this header is; nothing if it is none of those that are known. */
    public Optional<Archive> of(ExportHeader header) {
        return known.stream()
                .filter(archive -> archive.service().equals(header.getService()))
                .findFirst();
    }

    /** Whose they are, for people. */
    String names() {
        return known.stream().map(Archive::content).collect(Collectors.joining(" or "));
    }
}
