package dev.giveback.loyalty.seal;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.giveback.loyalty.v1.SealedRoot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The seals outside the database: a file of JSON lines that is only added to. */
final class SealFile {
    private static final String NAME = "roots.jsonl";
    private static final JsonFormat.Printer LINES = JsonFormat.printer()
            .preservingProtoFieldNames()
            .alwaysPrintFieldsWithNoPresence()
            .omittingInsignificantWhitespace();

    private final Path file;

    SealFile(Path directory) {
        this.file = directory.resolve(NAME);
    }

    Path path() {
        return file;
    }

    /** Adds the seals that are not there yet, and returns when they are on the disk. */
    void bringUpTo(List<SealedRoot> seals) throws IOException {
        int there = read().size();
        if (there >= seals.size()) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        for (SealedRoot seal : seals.subList(there, seals.size())) {
            lines.append(LINES.print(seal)).append('\n');
        }
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // A line without its end is what a crash left of a seal that comes again now.
            out.truncate(wholeLength());
            out.position(out.size());
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines.toString());
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }

    private long wholeLength() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] != '\n') {
            length--;
        }
        return length;
    }

    /** The lines that are whole; one that is no seal stands as an empty one. */
    List<SealedRoot> read() throws IOException {
        List<SealedRoot> seals = new ArrayList<>();
        if (!Files.exists(file)) {
            return seals;
        }
        String text = new String(Files.readAllBytes(file), 0, (int) wholeLength(), StandardCharsets.UTF_8);
        text.lines().forEach(line -> seals.add(parsed(line)));
        return seals;
    }

    private static SealedRoot parsed(String line) {
        SealedRoot.Builder seal = SealedRoot.newBuilder();
        try {
            JsonFormat.parser().merge(line, seal);
            return seal.build();
        } catch (InvalidProtocolBufferException garbled) {
            return SealedRoot.getDefaultInstance();
        }
    }
}
