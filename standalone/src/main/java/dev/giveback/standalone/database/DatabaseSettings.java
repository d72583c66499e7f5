package dev.giveback.standalone.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Where the embedded PostgreSQL lives.
 *
 * @param dataDirectory the data directory of Giveback; the cluster is its folder {@code postgres}
 * @param binariesDirectory where PostgreSQL's programs are unpacked, once for each version; several systems may share it
 * @param port its port on loopback; if empty, the one of last time if it is free, else a free one
 */
public record DatabaseSettings(Path dataDirectory, Path binariesDirectory, OptionalInt port) {
    /** Absolute paths, because the server changes its working directory. */
    public DatabaseSettings {
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
        binariesDirectory = binariesDirectory.toAbsolutePath().normalize();
    }

    /** Everything inside the data directory, on a free port. */
    public static DatabaseSettings inside(Path dataDirectory) {
        return new DatabaseSettings(dataDirectory, dataDirectory, OptionalInt.empty());
    }

    /** The same with the data directory as the system knows it, because a server is recognised by that path. */
    DatabaseSettings resolved() throws IOException {
        Files.createDirectories(dataDirectory);
        return new DatabaseSettings(dataDirectory.toRealPath(), binariesDirectory, port);
    }

    Path cluster() {
        return dataDirectory.resolve("postgres");
    }

    Path log() {
        return dataDirectory.resolve("postgres.log");
    }

    Path lock() {
        return dataDirectory.resolve("giveback.lock");
    }

    Path record() {
        return dataDirectory.resolve("database.properties");
    }
}
