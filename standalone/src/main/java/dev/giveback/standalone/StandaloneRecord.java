package dev.giveback.standalone;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.giveback.standalone.console.Problem;
import dev.giveback.standalone.database.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** What a running standalone leaves in its data directory, for programs that have to find it; only its owner can read it. */
record StandaloneRecord(
        long pid,
        int grpcPort,
        int httpPort,
        int webPort,
        int databasePort,
        String databaseUser,
        String databasePassword,
        long postgresPid) {
    private static final String FILE = "giveback.json";

    static StandaloneRecord of(StandaloneSettings settings, EmbeddedDatabase database) {
        return new StandaloneRecord(
                ProcessHandle.current().pid(),
                settings.grpcPort(),
                settings.httpPort(),
                settings.webPort(),
                database.port(),
                database.user(),
                database.password(),
                database.serverPid());
    }

    /** Puts the record in place of an older one; a reader finds the one or the other, never a part. */
    void write(Path dataDirectory) {
        Path file = dataDirectory.resolve(FILE);
        try {
            // Made for its owner only from the first moment, because it holds the database's password.
            Path aside = Files.createTempFile(dataDirectory, FILE, ".new");
            try {
                new ObjectMapper().writeValue(aside.toFile(), this);
                Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(aside);
            }
        } catch (IOException e) {
            throw Problem.failed(file + " could not be written: " + e.getMessage());
        }
    }
}
