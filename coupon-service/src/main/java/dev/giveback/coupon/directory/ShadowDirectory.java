package dev.giveback.coupon.directory;

import com.google.protobuf.UnsafeByteOperations;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.journal.PersistenceIds;
import dev.giveback.platform.feed.FeedEnvelope;
import dev.giveback.platform.feed.FeedOffset;
import dev.giveback.platform.journal.JournalCut;
import dev.giveback.platform.journal.JournalRow;
import dev.giveback.platform.journal.JournalScan;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/**
 * The rows of the read model of one campaign at a time, told anew from its journal into temporary tables of the same names, which on its
 * connection stand before the live ones; and how these differ, as one moment shows them. The same code as the projection's tells them.
 */
public final class ShadowDirectory implements AutoCloseable {
    private static final JournalCut ALL = new JournalCut(Long.MAX_VALUE);
    private static final int PAGE_ROWS = 500;

    private final DataSource source;
    private final Connection connection;
    private final ShadowTables tables;
    private CampaignId id = new CampaignId("", "");
    private FeedOffset followed = FeedOffset.START;
    private JournalScan.Place place = new JournalScan.Place("", 0);
    private boolean isBroken;

    private ShadowDirectory(DataSource source, Connection connection, ShadowTables tables) {
        this.source = source;
        this.connection = connection;
        this.tables = tables;
    }

    /** Shadows on a connection that is held until it is closed. */
    public static ShadowDirectory open(DataSource source) throws SQLException {
        Connection connection = source.getConnection();
        try {
            return new ShadowDirectory(source, connection, ShadowTables.create(connection));
        } catch (SQLException | RuntimeException failed) {
            discard(connection);
            throw failed;
        }
    }

    /** Begins with a campaign. */
    public void begin(CampaignId campaign) throws SQLException {
        id = campaign;
        tables.clear();
        followed = DirectoryOffset.read(connection);
        place = scan().start();
        isBroken = false;
    }

    private JournalScan scan() {
        return JournalScan.ofOne(source, PersistenceIds.of(id), ALL, PAGE_ROWS);
    }

    /** The next rows of its journal; none at the end. Those that the projection has told already are told here too. */
    public List<JournalRow> next(JournalScan.Place after) throws SQLException {
        List<JournalRow> rows = scan().page(connection, after);
        connection.setAutoCommit(false);
        tell(rows);
        connection.commit();
        connection.setAutoCommit(true);
        return rows;
    }

    /** Where the journal of the campaign begins. */
    public JournalScan.Place start() {
        return scan().start();
    }

    private void tell(List<JournalRow> rows) throws SQLException {
        List<FeedEnvelope> envelopes = rows.stream()
                .filter(row -> row.sequenceNumber() > place.sequenceNumber())
                .map(ShadowDirectory::envelope)
                .takeWhile(envelope -> envelope.offset().compareTo(followed) <= 0)
                .toList();
        if (envelopes.isEmpty() || isBroken) {
            return;
        }
        place = new JournalScan.Place(PersistenceIds.of(id), envelopes.getLast().sequenceNumber());
        try {
            DirectoryProjection.tell(connection, envelopes);
        } catch (IllegalStateException unreadable) {
            // An event that cannot be told, which the check of the journal names.
            isBroken = true;
        }
    }

    private static FeedEnvelope envelope(JournalRow row) {
        return new FeedEnvelope(
                new FeedOffset(row.transactionId(), row.ordering()),
                row.persistenceId(),
                row.sequenceNumber(),
                Instant.ofEpochMilli(row.timestampMillis()),
                row.serializerId(),
                row.manifest(),
                UnsafeByteOperations.unsafeWrap(row.payload()));
    }

    /** How the live rows differ at the place of the projection, after {@link #next} has given all rows; nothing is changed. */
    public List<DirectoryDifference> compare() throws SQLException {
        return atOneMoment("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", false);
    }

    /** The same, and the live rows are made what they should be while the projection stands still. */
    public List<DirectoryDifference> repair() throws SQLException {
        return atOneMoment("LOCK TABLE " + tables.live("campaign_directory") + " IN SHARE ROW EXCLUSIVE MODE", true);
    }

    private List<DirectoryDifference> atOneMoment(String how, boolean repairs) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(how);
            followed = DirectoryOffset.read(connection);
            for (List<JournalRow> rows = scan().page(connection, place);
                    !rows.isEmpty() && isFollowed(rows.getFirst()) && !isBroken;
                    rows = scan().page(connection, place)) {
                tell(rows);
            }
            List<DirectoryDifference> differences = isBroken ? List.of() : tables.differences(id);
            if (repairs && !isBroken) {
                tables.register();
                if (!differences.isEmpty()) {
                    tables.replace(id);
                }
            }
            connection.commit();
            return differences;
        } catch (SQLException | RuntimeException failed) {
            connection.rollback();
            throw failed;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private boolean isFollowed(JournalRow row) {
        return new FeedOffset(row.transactionId(), row.ordering()).compareTo(followed) <= 0;
    }

    /** Rows that were told for the campaign. */
    public long rows() throws SQLException {
        return tables.count();
    }

    /** Gives the connection back as it was. */
    @Override
    public void close() throws SQLException {
        discard(connection);
    }

    private static void discard(Connection connection) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("DISCARD TEMP");
        }
    }
}
