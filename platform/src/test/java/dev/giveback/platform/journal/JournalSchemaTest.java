package dev.giveback.platform.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.giveback.testkit.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

final class JournalSchemaTest {

    @Test
    void migratingTwiceChangesNothing() throws SQLException {
        try (TestDatabase database = TestDatabase.create()) {
            JournalSchema.migrate(database.dataSource(), "first");
            JournalSchema.migrate(database.dataSource(), "first");
            JournalSchema.migrate(database.dataSource(), "second");
            String tables = "SELECT count(*) FROM pg_tables WHERE tablename = 'event_journal'";
            assertThat(JournalTable.number(database.dataSource(), tables)).isEqualTo(2);
        }
    }

    @Test
    void aJournalLoadedFromAnotherServerIsRefused() {
        try (TestDatabase database = TestDatabase.create()) {
            JournalSchema.migrate(database.dataSource(), "loaded");
            database.execute("INSERT INTO loaded.event_journal (transaction_id, persistence_id, sequence_number,"
                    + " write_timestamp, writer, adapter_manifest, event_ser_id, event_ser_manifest, event_payload)"
                    + " VALUES ('1000000000', 'a', 1, 0, gen_random_uuid(), '', 20, '', '')");
            assertThatThrownBy(() -> JournalSchema.migrate(database.dataSource(), "loaded"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("loaded from a dump");
        }
    }

    @Test
    void aSchemaNameThatIsNoPlainNameIsRefused() {
        assertThatThrownBy(() -> new JournalDatabase("jdbc:postgresql://localhost/x", "u", "p", "a;b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a;b");
    }

    @Test
    void theSettingsNameTheSchemaAndTheWriter() {
        Config config = JournalConfig.of("jdbc:postgresql://localhost/x?ssl=true", "u", "p", "loyalty", 7)
                .withFallback(ConfigFactory.load())
                .resolve();
        assertThat(config.getString("akka-persistence-jdbc.shared-databases.slick.db.url"))
                .isEqualTo(
                        "jdbc:postgresql://localhost/x?ssl=true&currentSchema=loyalty&tcpKeepAlive=true&socketTimeout=20");
        assertThat(config.getInt("akka-persistence-jdbc.shared-databases.slick.db.numThreads"))
                .isEqualTo(7);
        assertThat(config.getString("jdbc-journal.dao")).isEqualTo(GroupCommitJournalDao.class.getName());
        assertThat(config.getString("jdbc-journal.replay-filter.mode")).isEqualTo("fail");
    }
}
