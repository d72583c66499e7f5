package dev.giveback.feedback.links;

import dev.giveback.platform.lifecycle.StartupException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.function.Supplier;

/** A small secret file that only its owner may read. It is made whole or not at all, and never replaced. */
final class KeyFile {
    private KeyFile() {}

    static String readOrMake(Path file, Supplier<String> make) {
        try {
            if (!Files.exists(file)) {
                write(file.toAbsolutePath(), make.get());
            }
            return Files.readString(file);
        } catch (IOException unusable) {
            throw new StartupException("key of links: " + file + " cannot be read or made", unusable);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path next = Files.createTempFile(folder, ".key", ".next");
        try {
            if (next.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-------"));
            }
            try (FileChannel channel = FileChannel.open(next, EnumSet.of(StandardOpenOption.WRITE))) {
                channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
                channel.force(true);
            }
            link(next, file);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    /** A link, and no move, because of two nodes that make it at once the first must win. */
    private static void link(Path next, Path file) throws IOException {
        try {
            Files.createLink(file, next);
        } catch (FileAlreadyExistsException other) {
            // Another node was first: its key counts.
        } catch (UnsupportedOperationException noLinks) {
            Files.move(next, file);
        }
    }
}
