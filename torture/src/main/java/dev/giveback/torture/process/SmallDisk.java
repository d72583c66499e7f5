package dev.giveback.torture.process;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file system of its own in memory, that can be made just as large as what it holds. Only root may mount one.
 *
 * @param folder where it is
 */
record SmallDisk(Path folder) implements AutoCloseable {
    private static final String ROOMY = "4g";
    private static final int PAGE = 4_096;
    private static final int TRIES = 100;

    /** One that is mounted on an empty folder; empty where that is not allowed. */
    static Optional<SmallDisk> mounted(Path folder) throws InterruptedException {
        return isDone("-t", "tmpfs", "-o", "mode=0700,size=" + ROOMY, "tmpfs", folder.toString())
                ? Optional.of(new SmallDisk(folder))
                : Optional.empty();
    }

    /** Leaves no room. It may grow meanwhile, and cannot be made smaller than what it holds, so it is tried again. */
    void fill() throws IOException, InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            FileStore store = Files.getFileStore(folder);
            long used = store.getTotalSpace() - store.getUnallocatedSpace();
            if (sized("" + Math.ceilDiv(used, PAGE) * PAGE)) {
                return;
            }
        }
        throw new IllegalStateException(folder + " grows too fast to be filled");
    }

    /** Gives room again. */
    void giveBack() throws InterruptedException {
        if (!sized(ROOMY)) {
            throw new IllegalStateException(folder + " cannot be made larger");
        }
    }

    private boolean sized(String size) throws InterruptedException {
        return isDone("-o", "remount,size=" + size, folder.toString());
    }

    private static boolean isDone(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("mount"));
        command.addAll(List.of(arguments));
        return isDone(command);
    }

    private static boolean isDone(List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }

    /** Takes it away with all that it holds. Nothing may run on it; what still does keeps it until it has ended. */
    @Override
    public void close() {
        try {
            if (!isDone(List.of("umount", "--lazy", folder.toString()))) {
                throw new IllegalStateException(folder + " cannot be unmounted");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
