package dev.giveback.standalone;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.giveback.standalone.console.Problem;
import dev.giveback.standalone.database.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** What a running standalone leaves in its data directory, for programs that have to find it; only its owner can read it. */
record StandaloneRecord(
        long pid,
        int grpcPort,
        int httpPort,
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
                database.port(),
                database.user(),
                database.password(),
                database.serverPid());
    }

    void write(Path dataDirectory) {
        Path file = dataDirectory.resolve(FILE);
        try {
            Files.deleteIfExists(file);
            Files.createFile(file);
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(
                        file, Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
            }
            new ObjectMapper().writeValue(file.toFile(), this);
        } catch (IOException e) {
            throw Problem.failed(file + " could not be written: " + e.getMessage());
        }
    }
}
