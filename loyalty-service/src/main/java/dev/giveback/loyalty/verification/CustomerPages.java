package dev.giveback.loyalty.verification;

import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Totals;
import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.loyalty.verification.Beside.DirectoryRow;
import dev.giveback.loyalty.verification.Beside.Saga;
import dev.giveback.loyalty.verification.Beside.StoredSnapshot;
import dev.giveback.platform.feed.FeedOffset;
import dev.giveback.platform.journal.JournalCut;
import dev.giveback.platform.journal.JournalRow;
import dev.giveback.platform.journal.JournalScan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads the customers of one program page by page. Each page is a transaction of its own that sees one moment, so that what is kept
 * beside a customer is never ahead of the rows: rows that are read later can only be more. The next page is read while one is judged.
 */
final class CustomerPages {
    private static final JournalCut NONE = new JournalCut(Long.MAX_VALUE);
    private static final String HIGHEST = Character.toString(Character.MAX_CODE_POINT);
    /** Ids have no control characters, so nothing lies between an id and the id with this after it. */
    private static final char NEXT = '\u0001';

    private static final String FOLLOWED = "SELECT transaction_id, ordering FROM directory_marker";
    private static final String DIRECTORY = """
            SELECT customer, revision, total, earned, spent, expired, taken_back, restored, adjusted, transferred, order_count, member,
                tier_id
            FROM customer_directory WHERE program = ? AND customer >= ? AND customer <= ?
            """;
    private static final String SAGAS =
            "SELECT customer, kind, id FROM saga_under_way WHERE program = ? AND customer >= ? AND customer <= ?";
    private static final String SNAPSHOTS = """
            SELECT persistence_id, sequence_number, snapshot_ser_id, snapshot_ser_manifest, snapshot_payload
            FROM snapshot WHERE persistence_id >= ? AND persistence_id <= ?
            """;

    /** Of another database than the events, which are brought from there a moment later: those whose event has not come yet are left out. */
    private static final String SNAPSHOTS_ELSEWHERE = """
            SELECT persistence_id, sequence_number, snapshot_ser_id, snapshot_ser_manifest, snapshot_payload,
                EXISTS (SELECT FROM event_journal AS j
                    WHERE j.persistence_id = s.persistence_id AND j.sequence_number = s.sequence_number)
            FROM snapshot AS s WHERE persistence_id >= ? AND persistence_id <= ?
            """;

    private static final String HAS_EVENT =
            "SELECT EXISTS (SELECT FROM event_journal WHERE persistence_id = ? AND sequence_number = ?)";

    private final CustomerSources sources;
    private final DataSource source;
    private final Executor readers;
    private final String program;
    private final String prefix;
    private final JournalScan scan;
    private final String last;
    private JournalScan.Place place;
    private String from;
    private @Nullable CompletableFuture<CustomerPage> next;

    private CustomerPages(
            CustomerSources sources, Executor readers, String program, JournalScan scan, String from, String last) {
        this.sources = sources;
        this.source = sources.journal();
        this.readers = readers;
        this.program = program;
        this.prefix = PersistenceIds.CUSTOMER_PREFIX + program + '|';
        this.scan = scan;
        this.place = scan.start();
        this.from = from;
        this.last = last;
    }

    /**
     * All customers of a program.
     *
     * @param after the customer after whom to begin; empty for all
     * @param readers whose threads may block
     */
    static CustomerPages ofProgram(
            CustomerSources sources, Executor readers, String program, String after, int pageRows) {
        JournalScan scan =
                JournalScan.ofPrefix(sources.journal(), PersistenceIds.CUSTOMER_PREFIX + program + '|', NONE, pageRows);
        CustomerPages pages =
                new CustomerPages(sources, readers, program, scan, after.isEmpty() ? "" : after + NEXT, HIGHEST);
        if (!after.isEmpty()) {
            pages.place = new JournalScan.Place(pages.prefix + after, Long.MAX_VALUE);
        }
        return pages;
    }

    /** One customer alone. */
    static CustomerPages ofCustomer(CustomerSources sources, Executor readers, CustomerId id, int pageRows) {
        JournalScan scan = JournalScan.ofOne(sources.journal(), PersistenceIds.of(id), NONE, pageRows);
        return new CustomerPages(sources, readers, id.program(), scan, id.customer(), id.customer());
    }

    /** How many rows there are in all. */
    long count() throws SQLException {
        return new JournalScan(
                        source, place.persistenceId() + (place.sequenceNumber() == 0 ? "" : NEXT), scan.to(), NONE, 1)
                .count();
    }

    /** The next page. */
    CustomerPage next() throws SQLException {
        CompletableFuture<CustomerPage> asked = next == null ? ask() : next;
        try {
            CustomerPage page = asked.join();
            next = page.isLast() ? null : ask();
            return page;
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof SQLException unread) {
                throw unread;
            }
            throw failed;
        }
    }

    private CompletableFuture<CustomerPage> ask() {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return read();
                    } catch (SQLException unread) {
                        throw new CompletionException(unread);
                    }
                },
                readers);
    }

    private CustomerPage read() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                return read(connection);
            } finally {
                // Nothing was written; the pool gives the connection its defaults back.
                connection.rollback();
            }
        }
    }

    private CustomerPage read(Connection connection) throws SQLException {
        List<JournalRow> rows = scan.page(connection, place);
        boolean isLast = rows.size() < scan.pageRows();
        String to = isLast ? last : rows.getLast().persistenceId().substring(prefix.length());
        Map<String, Beside> beside = new HashMap<>();
        FeedOffset followed = followed(connection);
        rows.forEach(row -> {
            String customer = row.persistenceId().substring(prefix.length());
            if (customer.compareTo(from) >= 0) {
                beside.computeIfAbsent(customer, unseen -> new Beside(followed));
            }
        });
        addDirectory(connection, to, followed, beside);
        addSagas(connection, to, followed, beside);
        if (sources.snapshotsElsewhere().isEmpty()) {
            addSnapshots(connection, to, followed, beside);
        }
        for (DataSource elsewhere : sources.snapshotsElsewhere()) {
            addSnapshotsOf(elsewhere, connection, to, followed, beside);
        }
        if (!isLast) {
            place = JournalScan.after(rows);
            from = to + NEXT;
        }
        return new CustomerPage(rows, beside, isLast);
    }

    private static FeedOffset followed(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FOLLOWED);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? new FeedOffset(row.getLong(1), row.getLong(2)) : FeedOffset.START;
        }
    }

    private void addDirectory(Connection connection, String to, FeedOffset followed, Map<String, Beside> beside)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DIRECTORY)) {
            bind(statement, program, from, to);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    of(beside, row.getString(1), followed).directory = new DirectoryRow(
                            row.getLong(2),
                            row.getLong(3),
                            new Totals(
                                    row.getLong(4),
                                    row.getLong(5),
                                    row.getLong(6),
                                    row.getLong(7),
                                    row.getLong(8),
                                    row.getLong(9),
                                    row.getLong(10)),
                            row.getLong(11),
                            row.getBoolean(12),
                            row.getString(13));
                }
            }
        }
    }

    private void addSagas(Connection connection, String to, FeedOffset followed, Map<String, Beside> beside)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SAGAS)) {
            bind(statement, program, from, to);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    of(beside, row.getString(1), followed).sagas.add(new Saga(row.getString(2), row.getString(3)));
                }
            }
        }
    }

    private void addSnapshots(Connection connection, String to, FeedOffset followed, Map<String, Beside> beside)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SNAPSHOTS)) {
            statement.setString(1, prefix + from);
            statement.setString(2, prefix + to);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String customer = row.getString(1).substring(prefix.length());
                    of(beside, customer, followed)
                            .snapshots
                            .add(new StoredSnapshot(row.getLong(2), row.getInt(3), row.getString(4), row.getBytes(5)));
                }
            }
        }
    }

    private void addSnapshotsOf(
            DataSource elsewhere, Connection journal, String to, FeedOffset followed, Map<String, Beside> beside)
            throws SQLException {
        try (Connection connection = elsewhere.getConnection();
                PreparedStatement statement = connection.prepareStatement(SNAPSHOTS_ELSEWHERE)) {
            statement.setString(1, prefix + from);
            statement.setString(2, prefix + to);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    boolean isComing = row.getBoolean(6) && !hasEvent(journal, row.getString(1), row.getLong(2));
                    if (!isComing) {
                        String customer = row.getString(1).substring(prefix.length());
                        of(beside, customer, followed)
                                .snapshots
                                .add(new StoredSnapshot(
                                        row.getLong(2), row.getInt(3), row.getString(4), row.getBytes(5)));
                    }
                }
            }
        }
    }

    private static boolean hasEvent(Connection journal, String persistenceId, long sequenceNumber) throws SQLException {
        try (PreparedStatement statement = journal.prepareStatement(HAS_EVENT)) {
            statement.setString(1, persistenceId);
            statement.setLong(2, sequenceNumber);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static Beside of(Map<String, Beside> beside, String customer, FeedOffset followed) {
        return beside.computeIfAbsent(customer, unseen -> new Beside(followed));
    }

    private static void bind(PreparedStatement statement, String... texts) throws SQLException {
        for (int i = 0; i < texts.length; i++) {
            statement.setString(i + 1, texts[i]);
        }
    }
}
