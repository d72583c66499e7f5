package dev.giveback.loyalty.directory;

import com.google.protobuf.ByteString;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.loyalty.journal.JournalSerializer;
import dev.giveback.platform.feed.FeedEnvelope;
import dev.giveback.platform.feed.FeedOffset;
import dev.giveback.platform.journal.ChainHash;
import dev.giveback.platform.journal.JournalSchema;
import dev.giveback.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;

/** A migrated journal and directory on a real PostgreSQL. */
final class DirectoryTables implements AutoCloseable {
    static final String SCHEMA = "loyalty";

    final TestDatabase database = TestDatabase.create();
    final DataSource source = database.dataSource(SCHEMA);
    private long ordering;

    DirectoryTables() {
        JournalSchema.migrate(database.dataSource(), SCHEMA);
        DirectorySchema.migrate(database.dataSource(), SCHEMA);
    }

    /** An event as the feed gives it. */
    static FeedEnvelope envelope(String program, String customer, long sequenceNumber, CustomerEvent.Builder event) {
        return envelope("customer|" + program + "|" + customer, sequenceNumber, "C1", payload(event.build()));
    }

    static FeedEnvelope envelope(String persistenceId, long sequenceNumber, String manifest, ByteString payload) {
        return new FeedEnvelope(
                new FeedOffset(1, sequenceNumber),
                persistenceId,
                sequenceNumber,
                Instant.EPOCH,
                JournalSerializer.IDENTIFIER,
                manifest,
                payload);
    }

    /** Applies a group in one transaction, without a journal and without actors. */
    void apply(FeedEnvelope... envelopes) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            new DirectoryProjection(() -> {}).apply(connection, placed(envelopes));
            connection.commit();
        }
    }

    /** The same, one behind the other in the feed. */
    private List<FeedEnvelope> placed(FeedEnvelope... envelopes) {
        return Arrays.stream(envelopes)
                .map(envelope -> new FeedEnvelope(
                        new FeedOffset(1, ++ordering),
                        envelope.persistenceId(),
                        envelope.sequenceNumber(),
                        envelope.timestamp(),
                        envelope.serializerId(),
                        envelope.manifest(),
                        envelope.payload()))
                .toList();
    }

    /** Stores events in the journal, as the serializer writes them, in one transaction. */
    void store(List<FeedEnvelope> envelopes) throws SQLException {
        String sql = """
                INSERT INTO event_journal (persistence_id, sequence_number, write_timestamp, writer,
                    adapter_manifest, event_ser_id, event_ser_manifest, event_payload)
                VALUES (?, ?, 1000, gen_random_uuid(), '', ?, ?, ?)
                """;
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            connection.setAutoCommit(false);
            for (FeedEnvelope envelope : envelopes) {
                statement.setString(1, envelope.persistenceId());
                statement.setLong(2, envelope.sequenceNumber());
                statement.setInt(3, envelope.serializerId());
                statement.setString(4, envelope.manifest());
                statement.setBytes(5, envelope.payload().toByteArray());
                statement.addBatch();
            }
            statement.executeBatch();
            connection.commit();
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The one number that {@code sql} selects; -1 for NULL. */
    long number(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            long number = row.getLong(1);
            return row.wasNull() ? -1 : number;
        }
    }

    /** When a customer is due; -1 for never. */
    long nextExpiryMillis(String customer) throws SQLException {
        return number("SELECT next_expiry_millis FROM customer_directory WHERE customer = '" + customer + "'");
    }

    @Override
    public void close() {
        database.close();
    }

    private static ByteString payload(CustomerEvent event) {
        ByteString bytes = event.toByteString();
        return JournalRecord.newBuilder()
                .setChainHash(ChainHash.next(ChainHash.NONE, bytes))
                .setEvent(bytes)
                .build()
                .toByteString();
    }
}
