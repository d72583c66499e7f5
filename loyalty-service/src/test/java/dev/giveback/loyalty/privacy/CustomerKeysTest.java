package dev.giveback.loyalty.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.testkit.TestDatabase;
import io.grpc.Status;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A database that says nothing closes no customer. */
@Timeout(120)
final class CustomerKeysTest {
    private static final CustomerId TOM = new CustomerId("shop", "tom");

    private final TestDatabase database = TestDatabase.create();
    private final DataSource source = database.dataSource("loyalty");
    private final CustomerKeys keys = new CustomerKeys(
            source,
            KeysetMasterKeys.ofText(KeysetMasterKeys.newKeyset()),
            InstantSource.system(),
            Executors.newVirtualThreadPerTaskExecutor());

    @BeforeEach
    void migrate() {
        PrivacySchema.migrate(source, "loyalty");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whoeverWaitsForASilentDatabaseIsToldToAskAgain() throws Exception {
        try (Connection holder = source.getConnection()) {
            lock(holder);
            CompletableFuture<DataKey> first = keys.ofOwner(TOM).toCompletableFuture();
            CompletableFuture<DataKey> second = keys.ofOwner(TOM).toCompletableFuture();

            // Nothing is released before both were told.
            assertUnavailable(first);
            assertUnavailable(second);
            holder.rollback();
        }

        assertThat(keys.ofOwner(TOM).toCompletableFuture().get(30, TimeUnit.SECONDS))
                .isNotNull();
    }

    private static void lock(Connection holder) throws SQLException {
        holder.setAutoCommit(false);
        try (Statement statement = holder.createStatement()) {
            statement.execute("LOCK TABLE customer_key IN ACCESS EXCLUSIVE MODE");
        }
    }

    private static void assertUnavailable(CompletableFuture<DataKey> key) {
        assertThatThrownBy(() -> key.get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .satisfies(cause ->
                        assertThat(Status.fromThrowable(cause).getCode()).isEqualTo(Status.Code.UNAVAILABLE));
    }
}
