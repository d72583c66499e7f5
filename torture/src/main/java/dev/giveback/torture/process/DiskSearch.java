package dev.giveback.torture.process;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks for many needles at once in every file below a folder, byte by byte. What is compressed or encrypted it does not see. */
final class DiskSearch {
    /** By so many bytes a needle is first recognised. */
    static final int SHORTEST = Long.BYTES;

    private static final int SIEVE_BITS = 20;
    private static final int CHUNK = 4 << 20;

    private final Map<Long, List<Needle>> byBeginning = new HashMap<>();
    private final BitSet sieve = new BitSet(1 << SIEVE_BITS);
    private int longest = SHORTEST;

    /**
     * A needle in a file.
     *
     * @param file below the folder that was searched
     */
    record Hit(Needle needle, Path file) {}

    DiskSearch(Collection<Needle> needles) {
        for (Needle needle : needles) {
            long beginning = 0;
            for (int i = 0; i < SHORTEST; i++) {
                beginning = (beginning << 8) | (needle.bytes().byteAt(i) & 0xff);
            }
            byBeginning.computeIfAbsent(beginning, unseen -> new ArrayList<>()).add(needle);
            sieve.set(bit(beginning));
            longest = Math.max(longest, needle.bytes().size());
        }
    }

    private static int bit(long beginning) {
        return (int) ((beginning * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - SIEVE_BITS));
    }

    /** What is there, each needle once a file. Files that vanish meanwhile are left out. */
    List<Hit> hits(Path folder) throws IOException {
        List<Hit> hits = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    for (Needle needle : needlesIn(file)) {
                        hits.add(new Hit(needle, folder.relativize(file)));
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
        return hits;
    }

    private Set<Needle> needlesIn(Path file) {
        Set<Needle> found = new HashSet<>();
        byte[] buffer = new byte[CHUNK + longest];
        int kept = 0;
        try (InputStream in = Files.newInputStream(file)) {
            while (true) {
                int read = in.readNBytes(buffer, kept, CHUNK);
                int end = kept + read;
                boolean isLast = read < CHUNK;
                int begun = isLast ? end - SHORTEST + 1 : end - longest + 1;
                search(buffer, begun, end, found);
                if (isLast) {
                    return found;
                }
                kept = end - begun;
                System.arraycopy(buffer, begun, buffer, 0, kept);
            }
        } catch (NoSuchFileException gone) {
            return Set.of();
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }

    /** Looks at what begins before {@code begun}. */
    private void search(byte[] buffer, int begun, int end, Set<Needle> found) {
        long window = 0;
        int last = begun + SHORTEST - 1;
        for (int i = 0; i < last; i++) {
            window = (window << 8) | (buffer[i] & 0xff);
            if (sieve.get(bit(window)) && i >= SHORTEST - 1) {
                int from = i - SHORTEST + 1;
                for (Needle needle : byBeginning.getOrDefault(window, List.of())) {
                    if (isAt(buffer, from, end, needle.bytes())) {
                        found.add(needle);
                    }
                }
            }
        }
    }

    private static boolean isAt(byte[] buffer, int from, int end, ByteString wanted) {
        return from + wanted.size() <= end
                && ByteString.copyFrom(buffer, from, wanted.size()).equals(wanted);
    }
}
