package dev.giveback.loyalty.insight;

import com.google.protobuf.ByteString;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.journal.v1.ProgramEvent;
import dev.giveback.loyalty.directory.DirectorySchema;
import dev.giveback.loyalty.journal.JournalSerializer;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.platform.feed.FeedEnvelope;
import dev.giveback.platform.feed.FeedOffset;
import dev.giveback.platform.journal.JournalSchema;
import dev.giveback.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import javax.sql.DataSource;

/** A journal and the figures on a real PostgreSQL, without actors. */
final class InsightTables implements AutoCloseable {
    private static final String SCHEMA = "loyalty";
    private static final Executor DIRECT = Runnable::run;

    final TestDatabase database = TestDatabase.create();
    final DataSource source = database.dataSource(SCHEMA);
    final Insights insights = new Insights(source, DIRECT);
    private final InsightProjection projection = new InsightProjection(source);
    private long ordering;

    InsightTables() {
        JournalSchema.migrate(database.dataSource(), SCHEMA);
        DirectorySchema.migrate(database.dataSource(), SCHEMA);
        InsightSchema.migrate(database.dataSource(), SCHEMA);
        new InsightPlace(source).get();
    }

    /** An event as the feed gives it, behind all others. */
    FeedEnvelope envelope(String program, String customer, long sequenceNumber, CustomerEvent event) {
        return new FeedEnvelope(
                new FeedOffset(1, ++ordering),
                "customer|" + program + "|" + customer,
                sequenceNumber,
                Instant.EPOCH,
                JournalSerializer.IDENTIFIER,
                JournalSerializer.CUSTOMER_EVENT,
                JournalRecord.newBuilder()
                        .setEvent(event.toByteString())
                        .build()
                        .toByteString());
    }

    /** Counts a group in one transaction. */
    void apply(List<FeedEnvelope> envelopes) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            projection.apply(connection, envelopes);
            connection.commit();
        }
    }

    /** Stores a version of a program, from which the zone is known. */
    void program(String id, long version, String zone) throws SQLException {
        Program program = Program.newBuilder()
                .setName("programs/" + id)
                .setVersion(version)
                .setTimeZone(zone)
                .build();
        ByteString payload = JournalRecord.newBuilder()
                .setEvent(ProgramEvent.newBuilder().setProgram(program).build().toByteString())
                .build()
                .toByteString();
        String sql = """
                INSERT INTO event_journal (persistence_id, sequence_number, write_timestamp, writer,
                    adapter_manifest, event_ser_id, event_ser_manifest, event_payload)
                VALUES (?, ?, 1000, gen_random_uuid(), '', ?, 'P1', ?)
                """;
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, "program|" + id);
            statement.setLong(2, version);
            statement.setInt(3, JournalSerializer.IDENTIFIER);
            statement.setBytes(4, payload.toByteArray());
            statement.executeUpdate();
        }
    }

    List<InsightFit.Difference> differences() throws SQLException {
        try (Connection connection = source.getConnection()) {
            return InsightFit.differences(connection);
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The one number that {@code sql} selects. */
    long number(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
