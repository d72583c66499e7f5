package dev.giveback.loyalty.privacy;

import dev.giveback.platform.lifecycle.StartupException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;

/** Small secret files: only their owner may read them, and they are replaced as a whole. */
final class KeyFiles {
    private KeyFiles() {}

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new StartupException("master keys: " + file + " cannot be read", unreadable);
        }
    }

    static void write(Path file, String text) {
        Path whole = file.toAbsolutePath();
        Path next = whole.resolveSibling(whole.getFileName() + ".next");
        try {
            Files.deleteIfExists(next);
            create(next);
            try (FileChannel channel = FileChannel.open(next, EnumSet.of(StandardOpenOption.WRITE))) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(next, whole, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new StartupException("master keys: " + file + " cannot be written", unwritable);
        }
    }

    private static void create(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }
}
