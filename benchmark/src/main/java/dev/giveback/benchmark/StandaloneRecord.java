package dev.giveback.benchmark;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a running standalone writes into its data directory for those who have to find it.
 *
 * @param pid of its JVM
 * @param postgresPid of PostgreSQL's postmaster
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record StandaloneRecord(
        long pid,
        int grpcPort,
        int httpPort,
        @Nullable Integer loyaltyPort,
        int databasePort,
        @Nullable String databaseUser,
        @Nullable String databasePassword,
        long postgresPid) {
    static StandaloneRecord read(Path dataDirectory) throws IOException {
        return new ObjectMapper()
                .readValue(dataDirectory.resolve("giveback.json").toFile(), StandaloneRecord.class);
    }

    /** The secret that commands on its machine call with; empty if it is not ours to read. */
    static String key(Path dataDirectory) throws IOException {
        Path file = dataDirectory.resolve("operator.key");
        return Files.isReadable(file) ? Files.readString(file).strip() : "";
    }
}
