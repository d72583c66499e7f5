package dev.giveback.loyalty.directory;

import dev.giveback.loyalty.directory.ComparedTable.Scope;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.platform.feed.FeedOffset;
import dev.giveback.platform.journal.JournalCut;
import dev.giveback.platform.journal.JournalRow;
import dev.giveback.platform.journal.JournalScan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/**
 * Builds the row of one customer anew, its sagas, and the sums of its program from all its rows, in one transaction at the event where the
 * projection stands; it waits meanwhile.
 *
 * @param source connections that find journal and directory; two at most are taken at once
 */
public record CustomerRebuild(DataSource source) {
    private static final int PAGE_ROWS = 1_000;

    private static final String TABLES = """
            SET LOCAL lock_timeout = '30s';
            CREATE TEMP TABLE %1$s (LIKE customer_directory INCLUDING DEFAULTS, PRIMARY KEY (program, customer))
                ON COMMIT DROP;
            CREATE TEMP TABLE %2$s (LIKE program_totals INCLUDING DEFAULTS, PRIMARY KEY (program)) ON COMMIT DROP;
            CREATE TEMP TABLE %3$s (LIKE saga_under_way INCLUDING DEFAULTS, PRIMARY KEY (program, customer, kind, id))
                ON COMMIT DROP
            """;

    private static final String SUMS = """
            INSERT INTO %2$s (program, customer_count, order_count, event_count, outstanding, earned, spent, expired,
                taken_back, restored, adjusted, transferred)
            SELECT program, count(*), sum(order_count), sum(revision), sum(total), sum(earned), sum(spent), sum(expired),
                sum(taken_back), sum(restored), sum(adjusted), sum(transferred)
            FROM customer_directory
            WHERE program = ?
            GROUP BY program
            """;

    /**
     * Rebuilds it.
     *
     * @param validateOnly whether to compare only
     * @throws RebuildRefused when nothing is known of this customer, or the whole read model was lost
     * @throws IllegalStateException when the journal holds what this build cannot read
     */
    public RebuildOutcome rebuild(CustomerId customer, boolean validateOnly) throws SQLException, RebuildRefused {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                RebuildOutcome outcome = rebuild(connection, customer, validateOnly);
                if (!validateOnly) {
                    connection.commit();
                }
                return outcome;
            } finally {
                connection.rollback();
            }
        }
    }

    private RebuildOutcome rebuild(Connection connection, CustomerId customer, boolean validateOnly)
            throws SQLException, RebuildRefused {
        long begin = System.nanoTime();
        ShadowTables.execute(connection, TableNames.ONE.in(TABLES));
        DirectoryOffset.lock(connection);
        DirectoryMarker marker = DirectoryMarker.locked(connection);
        if (marker == null || marker.isLost()) {
            throw DirectoryRebuild.lost();
        }
        CustomerChange change = change(connection, customer, marker.offset());
        if (change.events() > 0) {
            DirectoryStatement.apply(connection, TableNames.ONE, List.of(change));
            SagaStatement.apply(connection, TableNames.ONE, List.of(change));
        }
        Scope one = new Scope(List.of(customer.program(), customer.customer()));
        TableDifference row = putRight(connection, ComparedTable.CUSTOMERS, one);
        if (change.events() == 0 && row.extra() == 0) {
            throw new RebuildRefused(Reason.CUSTOMER_NOT_FOUND, "customer: nothing is known of " + customer.name());
        }
        TableDifference sagas = putRight(connection, ComparedTable.SAGAS, one);
        sum(connection, customer.program());
        TableDifference program = putRight(connection, ComparedTable.PROGRAMS, new Scope(List.of(customer.program())));
        DirectoryOffset.store(connection, marker.offset());
        return new RebuildOutcome(
                change.events(),
                row,
                program,
                sagas,
                !validateOnly,
                marker.offset(),
                Duration.ofNanos(System.nanoTime() - begin));
    }

    private static TableDifference putRight(Connection connection, ComparedTable table, Scope scope)
            throws SQLException {
        TableDifference difference = table.difference(connection, TableNames.ONE, scope);
        if (!difference.isNone()) {
            table.putRight(connection, TableNames.ONE, scope);
        }
        return difference;
    }

    /** What its events come to that the projection has seen. */
    private CustomerChange change(Connection connection, CustomerId customer, FeedOffset until) throws SQLException {
        CustomerChange change = new CustomerChange(new CustomerKey(customer.program(), customer.customer()));
        JournalScan scan = JournalScan.ofOne(
                source, PersistenceIds.of(customer), new JournalCut(until.transactionId() + 1), PAGE_ROWS);
        List<JournalRow> page = scan.page(connection, scan.start());
        while (!page.isEmpty()) {
            for (JournalRow row : page) {
                if (new FeedOffset(row.transactionId(), row.ordering()).compareTo(until) <= 0) {
                    change.add(row);
                }
            }
            page = scan.page(connection, JournalScan.after(page));
        }
        return change;
    }

    private static void sum(Connection connection, String program) throws SQLException {
        // What the customer alone came to stands there.
        ShadowTables.execute(connection, TableNames.ONE.in("DELETE FROM %2$s"));
        try (PreparedStatement statement = connection.prepareStatement(TableNames.ONE.in(SUMS))) {
            statement.setString(1, program);
            statement.executeUpdate();
        }
    }
}
