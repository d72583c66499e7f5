package dev.giveback.loyalty.directory;

import static dev.giveback.loyalty.directory.DirectoryTables.envelope;
import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.PointsSent;
import dev.giveback.journal.v1.TransferReturned;
import dev.giveback.journal.v1.TransferSettled;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SagaTableTest {
    private final DirectoryTables tables = new DirectoryTables();

    @AfterEach
    void close() {
        tables.close();
    }

    private static CustomerEvent.Builder sent(String id, long millis) {
        return CustomerEvent.newBuilder()
                .setRecordMillis(millis)
                .setPointsSent(PointsSent.newBuilder().setTransferId(id));
    }

    private static CustomerEvent.Builder settled(String id) {
        return CustomerEvent.newBuilder()
                .setTransferSettled(TransferSettled.newBuilder().setTransferId(id));
    }

    private static CustomerEvent.Builder returned(String id) {
        return CustomerEvent.newBuilder()
                .setChangeVersion(2)
                .setTransferReturned(TransferReturned.newBuilder().setTransferId(id));
    }

    private long underWay() throws SQLException {
        return tables.number("SELECT count(*) FROM saga_under_way");
    }

    @Test
    void aTransferStandsInTheTableFromItsFirstStepToItsLast() throws Exception {
        tables.apply(envelope("shop", "anna", 1, sent("t1", 100)), envelope("shop", "anna", 2, sent("t2", 200)));
        assertThat(underWay()).isEqualTo(2);
        tables.apply(envelope("shop", "anna", 3, settled("t1")));
        assertThat(tables.number("SELECT since_millis FROM saga_under_way")).isEqualTo(200);
        tables.apply(
                envelope("shop", "anna", 4, returned("t2")),
                envelope("shop", "anna", 5, sent("t3", 300)),
                envelope("shop", "anna", 6, settled("t3")));
        assertThat(underWay()).isZero();
    }

    @Test
    void theDriverAsksForThoseThatWereLeftForLongEnoughAndForFailedOnesAgain() throws Exception {
        tables.apply(envelope("shop", "anna", 1, sent("old", 1_000)), envelope("shop", "anna", 2, sent("new", 9_500)));
        List<String> asked = new CopyOnWriteArrayList<>();
        SagaResumption failing = (program, customer, kind, id) -> {
            asked.add(program + "/" + customer + "/" + kind + "/" + id);
            return CompletableFuture.failedStage(new IllegalStateException("planted"));
        };
        Instant[] now = {Instant.ofEpochMilli(10_000)};
        SagaSettings settings = new SagaSettings(Duration.ofMillis(20), Duration.ofSeconds(1), 10);
        try (SagaDriver driver = SagaDriver.start(tables.source, failing, settings, () -> now[0])) {
            until(asked, 1);
            assertThat(asked).containsExactly("shop/anna/TRANSFER/old");
            now[0] = Instant.ofEpochMilli(11_001);
            until(asked, 3);
            assertThat(asked).hasSize(3).contains("shop/anna/TRANSFER/new");
            assertThat(driver).isNotNull();
        }
    }

    /** Waits until so many were asked, and a while longer, in which no more may be. */
    private static void until(List<String> asked, int count) throws InterruptedException {
        for (int i = 0; i < 500 && asked.size() < count; i++) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        TimeUnit.MILLISECONDS.sleep(200);
    }
}
