package dev.giveback.loyalty.journal;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.v1.StatementEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Customers' statements, straight from the journal: an event is an entry, so nothing need be kept twice. */
public final class Statements {
    private static final String NEWEST_FIRST = """
            SELECT sequence_number, event_payload FROM event_journal
            WHERE persistence_id = ? AND sequence_number < ? AND deleted = false
            ORDER BY sequence_number DESC LIMIT ?""";

    private final CustomerJournals journals;
    private final Executor executor;

    /**
     * Statements of the customers in these journals.
     *
     * @param executor whose threads may block on the database
     */
    public Statements(CustomerJournals journals, Executor executor) {
        this.journals = journals;
        this.executor = executor;
    }

    /** The entries before this sequence number, newest first. */
    public CompletionStage<List<StatementEntry>> before(CustomerId id, long sequenceNumber, int limit) {
        return CompletableFuture.supplyAsync(() -> read(id, sequenceNumber, limit), executor);
    }

    private List<StatementEntry> read(CustomerId id, long before, int limit) {
        try (Connection connection = journals.first(id).getConnection();
                PreparedStatement query = connection.prepareStatement(NEWEST_FIRST)) {
            query.setString(1, PersistenceIds.of(id));
            query.setLong(2, before);
            query.setInt(3, limit);
            List<StatementEntry> entries = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    entries.add(entry(rows.getLong(1), rows.getBytes(2)));
                }
            }
            return entries;
        } catch (SQLException | InvalidProtocolBufferException e) {
            throw new IllegalStateException("the statement could not be read", e);
        }
    }

    private static StatementEntry entry(long sequenceNumber, byte[] payload) throws InvalidProtocolBufferException {
        return StatementMapper.entry(
                sequenceNumber,
                StoredCustomerEvent.of(JournalRecord.parseFrom(payload)).event());
    }
}
