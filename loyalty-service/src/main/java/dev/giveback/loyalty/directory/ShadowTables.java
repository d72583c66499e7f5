package dev.giveback.loyalty.directory;

import dev.giveback.platform.feed.FeedEnvelope;
import dev.giveback.platform.feed.FeedOffset;
import dev.giveback.platform.feed.FeedPage;
import dev.giveback.platform.feed.JournalFeed;
import dev.giveback.platform.journal.JournalRow;
import dev.giveback.platform.journal.JournalScan;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables of the directory as they are built anew, beside the live ones. They are not logged, so a crash leaves them empty, and
 * whoever comes next drops them: they hold nothing that the journal does not.
 */
final class ShadowTables {
    /** How many customers one statement takes at first. */
    private static final int CUSTOMERS_PER_STATEMENT = 500;

    private static final String DROP = "DROP TABLE IF EXISTS %1$s, %2$s, %3$s";

    private static final String CREATE = """
            CREATE UNLOGGED TABLE %1$s (LIKE customer_directory INCLUDING DEFAULTS, PRIMARY KEY (program, customer));
            CREATE UNLOGGED TABLE %2$s (LIKE program_totals INCLUDING DEFAULTS, PRIMARY KEY (program))
                WITH (fillfactor = 50);
            CREATE UNLOGGED TABLE %3$s (LIKE saga_under_way INCLUDING DEFAULTS, PRIMARY KEY (program, customer, kind, id))
            """;

    private final Connection connection;
    private final RebuildSteps steps;
    private long events;
    private long total;

    /** @param connection that does not commit by itself; every piece of work commits */
    ShadowTables(Connection connection, RebuildSteps steps) {
        this.connection = connection;
        this.steps = steps;
    }

    /** Events that the tables contain. */
    long events() {
        return events;
    }

    static void drop(Connection connection) throws SQLException {
        execute(connection, TableNames.SHADOW.in(DROP));
    }

    /** Begins with empty ones, whatever was left by one that died. */
    void create() throws SQLException {
        execute(connection, TableNames.SHADOW.in(DROP + ";\n" + CREATE));
        connection.commit();
    }

    /** Takes what lies below the cut of a scan, customer after customer: each is one row that is written once. */
    void fill(JournalScan scan) throws SQLException, InterruptedException {
        total = scan.count();
        JournalScan.Place place = scan.start();
        List<CustomerChange> whole = new ArrayList<>();
        String latest = "";
        for (List<JournalRow> page = scan.page(connection, place);
                !page.isEmpty();
                page = scan.page(connection, place)) {
            for (JournalRow row : page) {
                if (!row.persistenceId().equals(latest)) {
                    if (whole.size() >= CUSTOMERS_PER_STATEMENT) {
                        apply(whole);
                        whole.clear();
                    }
                    latest = row.persistenceId();
                    whole.add(new CustomerChange(CustomerKey.parse(latest)));
                }
                whole.getLast().add(row);
            }
            place = JournalScan.after(page);
            // Nothing stays open while the work rests or its reader is waited for: an open transaction holds back every
            // feed.
            connection.commit();
            told(page.size());
        }
        apply(whole);
        execute(connection, TableNames.SHADOW.in("ANALYZE %1$s; ANALYZE %2$s; ANALYZE %3$s"));
        connection.commit();
    }

    /** Takes what the feed gives after a place, up to another one and no further, and commits page by page. */
    FeedOffset follow(JournalFeed feed, FeedOffset after, FeedOffset to) throws SQLException, InterruptedException {
        return follow(feed, after, to, taken -> {
            connection.commit();
            told(taken);
        });
    }

    /** The same without a rest and within the transaction that is open. */
    FeedOffset followAtOnce(JournalFeed feed, FeedOffset after, FeedOffset to)
            throws SQLException, InterruptedException {
        return follow(feed, after, to, taken -> events += taken);
    }

    private FeedOffset follow(JournalFeed feed, FeedOffset after, FeedOffset to, Taken taken)
            throws SQLException, InterruptedException {
        FeedOffset at = after;
        while (at.compareTo(to) < 0) {
            FeedPage page = feed.read(at, CustomerKey.PREFIX);
            List<FeedEnvelope> wanted = page.envelopes().stream()
                    .filter(envelope -> envelope.offset().compareTo(to) <= 0)
                    .toList();
            applyInTransaction(List.copyOf(CustomerChanges.of(wanted)));
            taken.by(wanted.size());
            if (page.rowsSeen() == 0) {
                return at;
            }
            at = page.next();
        }
        return to;
    }

    private void apply(List<CustomerChange> changes) throws SQLException {
        applyInTransaction(changes);
        connection.commit();
    }

    private void applyInTransaction(List<CustomerChange> changes) throws SQLException {
        if (!changes.isEmpty()) {
            DirectoryStatement.apply(connection, TableNames.SHADOW, changes);
            SagaStatement.apply(connection, TableNames.SHADOW, changes);
        }
    }

    @FunctionalInterface
    private interface Taken {
        void by(int events) throws SQLException, InterruptedException;
    }

    private void told(long more) throws InterruptedException {
        events += more;
        steps.at(events, Math.max(events, total));
        steps.step();
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
