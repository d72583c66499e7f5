package dev.giveback.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class StandaloneRecordTest {
    private static final int WRITES = 500;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void onlyItsOwnerCanReadIt() throws Exception {
        record(1).write(folder);

        assertThat(Files.getPosixFilePermissions(folder.resolve("giveback.json")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void aReaderFindsTheOldOneOrTheNewOneAndNeverAPart() throws Exception {
        record(0).write(folder);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            for (int i = 1; i <= WRITES; i++) {
                record(i).write(folder);
            }
        });

        long last = 0;
        while (!writer.isDone()) {
            long read = postgresPid();
            assertThat(read).isGreaterThanOrEqualTo(last);
            last = read;
        }
        writer.get();
        assertThat(postgresPid()).isEqualTo(WRITES);
    }

    private long postgresPid() throws Exception {
        JsonNode record = new ObjectMapper().readTree(Files.readString(folder.resolve("giveback.json")));
        return record.required("postgresPid").asLong();
    }

    private static StandaloneRecord record(long postgresPid) {
        return new StandaloneRecord(1, 2, 3, 4, null, 5, "giveback", "secret", postgresPid);
    }
}
