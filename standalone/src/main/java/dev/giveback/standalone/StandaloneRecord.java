package dev.giveback.standalone;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.giveback.standalone.console.Problem;
import dev.giveback.standalone.database.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a running standalone leaves in its data directory, for programs that have to find it; only its owner can read it. */
record StandaloneRecord(
        long pid,
        int grpcPort,
        int httpPort,
        int webPort,
        @Nullable Integer loyaltyPort,
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
                settings.loyaltyPort().isPresent() ? settings.loyaltyPort().getAsInt() : null,
                database.port(),
                database.user(),
                database.password(),
                database.serverPid());
    }

    /** Reads the record of a data directory; none if there is none, or one that is not ours to read. */
    static Optional<StandaloneRecord> read(Path dataDirectory) {
        Path file = dataDirectory.resolve(FILE);
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ObjectMapper().readValue(file.toFile(), StandaloneRecord.class));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Whether its process runs. A process of another program that got the same number later looks the same. */
    boolean isAlive() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
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
