package dev.giveback.recommendation.live;

import dev.giveback.platform.lifecycle.StartupException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The directory where one node keeps models and lessons between two starts; another node that comes is refused. */
public final class ModelDirectory implements AutoCloseable {
    private final Path path;
    private final FileChannel lock;

    private ModelDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Opens it; makes it where it is not.
     *
     * @throws StartupException when it cannot be had, or another node has it
     */
    public static ModelDirectory open(Path path) {
        try {
            Files.createDirectories(path);
            FileChannel lock =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(lock)) {
                lock.close();
                throw new StartupException("the snapshot directory " + path
                        + " is another node's (expected: a directory of this node alone)");
            }
            return new ModelDirectory(path, lock);
        } catch (IOException e) {
            throw new StartupException(
                    "the snapshot directory " + path + " cannot be used (expected: a directory that can be written): "
                            + e,
                    e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException own) {
            return false;
        }
    }

    /** The file of models. */
    public SnapshotFile models() {
        return new SnapshotFile(path);
    }

    /** The file of what was learnt. */
    public LessonFile lessons() {
        return new LessonFile(path);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
