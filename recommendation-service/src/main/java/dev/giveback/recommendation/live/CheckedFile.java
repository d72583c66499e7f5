package dev.giveback.recommendation.live;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is there as a whole or not at all: written beside, forced to the disk, and moved. It begins with its version and ends with a checksum,
 * CRC-32C, over all before it.
 */
final class CheckedFile {
    private static final Logger LOG = LoggerFactory.getLogger(CheckedFile.class);
    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final int version;

    CheckedFile(Path path, int version) {
        this.path = path;
        this.version = version;
    }

    interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    void write(Writer writer) throws IOException {
        Path beside = beside();
        try (FileChannel channel = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            BufferedOutputStream buffered = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            CheckedOutputStream checked = new CheckedOutputStream(buffered, new CRC32C());
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(checked, BUFFER));
            out.writeInt(version);
            writer.write(out);
            out.flush();
            DataOutputStream end = new DataOutputStream(buffered);
            end.writeLong(checked.getChecksum().getValue());
            end.flush();
            channel.force(true);
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(beside);
            throw failed;
        }
        Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Nothing when there is no file, or one that is damaged, of another version, or of somebody else: that is said once, and it stays where it is. */
    <T> Optional<T> read(Reader<T> reader) {
        try {
            Files.deleteIfExists(beside());
            if (!Files.exists(path)) {
                return Optional.empty();
            }
            check();
            try (DataInputStream in =
                    new DataInputStream(new BufferedInputStream(Files.newInputStream(path), BUFFER))) {
                int found = in.readInt();
                if (found != version) {
                    throw new IOException("version: " + found + " (expected: " + version + ")");
                }
                return Optional.of(reader.read(in));
            }
        } catch (IOException | RuntimeException unusable) {
            LOG.warn(
                    "The file {} is passed over, and what it held is made anew: {}",
                    path.getFileName(),
                    unusable.toString());
            return Optional.empty();
        }
    }

    private void check() throws IOException {
        long size = Files.size(path);
        if (size < Integer.BYTES + Long.BYTES) {
            throw new IOException("size: " + size + " bytes (expected: a version and a checksum at least)");
        }
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(path), BUFFER)) {
            CheckedInputStream checked = new CheckedInputStream(new First(stream, size - Long.BYTES), new CRC32C());
            checked.transferTo(java.io.OutputStream.nullOutputStream());
            long expected = new DataInputStream(stream).readLong();
            if (checked.getChecksum().getValue() != expected) {
                throw new IOException("checksum: another one (expected: that of what was written)");
            }
        }
    }

    private Path beside() {
        return path.resolveSibling(path.getFileName() + ".new");
    }

    /** The first so many bytes of a stream. */
    private static final class First extends FilterInputStream {
        private long left;

        First(InputStream in, long left) {
            super(in);
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            int read = left == 0 ? -1 : super.read();
            left -= read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            int read = left == 0 ? -1 : super.read(bytes, from, (int) Math.min(count, left));
            left -= Math.max(0, read);
            return read;
        }
    }
}
