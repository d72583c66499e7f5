package dev.giveback.torture.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder into which a PostgreSQL copies each finished file of its log, by the {@code archive-wal} of {@code deploy/postgres}.
 *
 * @param folder of the copies
 */
record LogArchive(Path folder) {
    private static final int NAME_LENGTH = 24;

    /** Has a server archive from its next start on. */
    void switchOn(Administration database, Path home) throws Exception {
        Files.createDirectories(folder);
        Path script = home.resolve("deploy/postgres/archive-wal");
        database.execute("ALTER SYSTEM SET archive_mode = 'on'");
        database.execute("ALTER SYSTEM SET archive_command = 'sh \"" + script + "\" \"" + folder + "\" \"%p\" \"%f\"'");
    }

    /** Finished files of the log, the oldest first. */
    List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().length() == NAME_LENGTH)
                    .sorted()
                    .toList();
        }
    }

    /** Waits until the file that is being written, and all before it, are there. */
    void await(Administration database) throws Exception {
        String last = database.text("SELECT pg_walfile_name(pg_current_wal_insert_lsn())");
        database.moveLogOn();
        Waiting.until(
                "the log in the archive",
                () -> segments().stream()
                        .anyMatch(file -> file.getFileName().toString().compareTo(last) >= 0));
    }
}
