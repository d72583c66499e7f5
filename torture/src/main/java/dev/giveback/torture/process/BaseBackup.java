package dev.giveback.torture.process;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Set;

/**
 * A copy of the files of a PostgreSQL that goes on working, between {@code pg_backup_start} and {@code pg_backup_stop}: what
 * {@code pg_basebackup} does, which does not come with the embedded binaries.
 *
 * @param folder of the copy
 */
record BaseBackup(Path folder) {
    /** What belongs to the running server, or is in the archive. */
    private static final Set<Path> LEFT_OUT = Set.of(Path.of("postmaster.pid"), Path.of("postmaster.opts"));

    private static final Set<Path> EMPTY = Set.of(Path.of("pg_wal"), Path.of("pg_replslot"), Path.of("pg_stat_tmp"));

    /** Takes one. */
    static BaseBackup of(Path cluster, Path folder, Administration database) throws IOException, SQLException {
        database.text("SELECT pg_backup_start('torture', true)");
        copy(cluster, folder);
        Files.writeString(folder.resolve("backup_label"), database.text("SELECT labelfile FROM pg_backup_stop(false)"));
        return new BaseBackup(folder);
    }

    /** Makes a data directory that comes up as it was at a moment, as {@code deploy/postgres/restore} does. */
    void restore(LogArchive archive, Path data, String moment) throws IOException {
        copy(folder, data);
        String settings = "archive_mode = 'off'\nrestore_command = 'cp \"" + archive.folder() + "/%f\" \"%p\"'\n"
                + "recovery_target_time = '" + moment + "'\nrecovery_target_action = 'promote'\n";
        Path file = data.resolve("postgresql.auto.conf");
        Files.writeString(file, Files.readString(file) + settings);
        Files.createFile(data.resolve("recovery.signal"));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Path place = from.relativize(folder);
                Files.createDirectories(
                        to.resolve(place),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path place = from.relativize(file);
                boolean isLeftOut = LEFT_OUT.contains(place) || EMPTY.stream().anyMatch(place::startsWith);
                if (attributes.isRegularFile() && !isLeftOut) {
                    try {
                        Files.copy(file, to.resolve(place));
                    } catch (NoSuchFileException dropped) {
                        // The log that is replayed drops it as well.
                        return FileVisitResult.CONTINUE;
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
    }
}
