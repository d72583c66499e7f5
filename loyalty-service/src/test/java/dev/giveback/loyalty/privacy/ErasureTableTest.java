package dev.giveback.loyalty.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The deleting of keys, beside those who make them. */
@Timeout(120)
final class ErasureTableTest {
    private static final CustomerId TOM = new CustomerId("shop", "tom");

    private final TestDatabase database = TestDatabase.create();
    private final DataSource source = database.dataSource("loyalty");
    private final ErasureTable table = new ErasureTable(source);

    @BeforeEach
    void migrate() {
        PrivacySchema.migrate(source, "loyalty");
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Somebody has seen no tombstone and is about to make a key. */
    @Test
    void aKeyThatIsBeingMadeGoesToo() throws Exception {
        try (Connection maker = source.getConnection();
                Statement statement = maker.createStatement()) {
            maker.setAutoCommit(false);
            statement.execute("INSERT INTO customer_key (key_id, program, customer, wrapped, master_key_id,"
                    + " created_millis) VALUES ('x', 'shop', 'tom', 'x', 'x', 1)");
            CompletableFuture<Integer> deleted = CompletableFuture.supplyAsync(this::delete);
            Thread.sleep(300);
            assertThat(deleted).isNotDone();
            maker.commit();
            assertThat(deleted.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        }
        assertThat(keys()).isZero();
        assertThat(table.isPurgeDue(List.of(TOM))).isTrue();
        table.purge();
        table.purged(List.of(TOM));
        assertThat(table.isPurgeDue(List.of(TOM))).isFalse();
        assertThat(table.open(10)).isEmpty();
    }

    private int delete() {
        try {
            return table.deleteKeys(List.of(TOM), 2);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long keys() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM customer_key")) {
            row.next();
            return row.getLong(1);
        }
    }
}
