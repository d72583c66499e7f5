package dev.giveback.loyalty.directory;

import dev.giveback.loyalty.directory.ComparedTable.Scope;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.platform.feed.FeedOffset;
import dev.giveback.platform.feed.JournalFeed;
import dev.giveback.platform.journal.JournalCut;
import dev.giveback.platform.journal.JournalScan;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the read model anew from the journal, beside the live one, and makes the live one the same.
 *
 * <p>The journal is read customer by customer up to where the marker stood, then by the feed up to where it stands now, while the
 * projection goes on. Then the marker is locked, so that the projection waits; what came meanwhile is added, so both stand at the same
 * event; and they are compared. Only rows that differ are changed, in that transaction: readers see all of it or none, whatever they
 * began before, and the projection goes on after the event at which it stood.
 */
public final class DirectoryRebuild {
    private static final Logger log = LoggerFactory.getLogger(DirectoryRebuild.class);
    private static final int PAGE_ROWS = 2_000;
    /** How long the projection may keep the marker before a rebuild gives up. */
    private static final String PATIENCE = "SET LOCAL lock_timeout = '30s'";

    private static final FeedOffset END = new FeedOffset(Long.MAX_VALUE, Long.MAX_VALUE);

    private final DataSource source;
    private final JournalFeed feed;

    /** @param source connections that find journal and directory; two at most are taken at once */
    public DirectoryRebuild(DataSource source) {
        this.source = source;
        this.feed = JournalFeed.over(source);
    }

    /**
     * Rebuilds everything.
     *
     * @param validateOnly whether to compare only
     * @throws RebuildRefused when another one is under way, or there is nothing to compare with
     * @throws IllegalStateException when the journal holds what this build cannot read
     */
    public RebuildOutcome all(boolean validateOnly, RebuildSteps steps)
            throws SQLException, InterruptedException, RebuildRefused {
        try (Connection connection = source.getConnection()) {
            RebuildLock.take(connection);
            try {
                return allLocked(connection, validateOnly, steps);
            } finally {
                RebuildLock.release(connection);
            }
        }
    }

    private RebuildOutcome allLocked(Connection connection, boolean validateOnly, RebuildSteps steps)
            throws SQLException, InterruptedException, RebuildRefused {
        DirectoryMarker marker = DirectoryMarker.read(connection);
        if (validateOnly && isLost(marker)) {
            throw lost();
        }
        connection.setAutoCommit(false);
        try {
            return all(connection, marker, validateOnly, steps);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
            ShadowTables.drop(connection);
        }
    }

    /** Drops what a rebuild left that died. */
    void dropRemains() throws SQLException {
        try (Connection connection = source.getConnection()) {
            RebuildLock.take(connection);
            try {
                ShadowTables.drop(connection);
            } finally {
                RebuildLock.release(connection);
            }
        } catch (RebuildRefused underWay) {
            log.debug("directory: another node rebuilds it");
        }
    }

    private RebuildOutcome all(
            Connection connection, @Nullable DirectoryMarker marker, boolean validateOnly, RebuildSteps steps)
            throws SQLException, InterruptedException, RebuildRefused {
        ShadowTables shadow = new ShadowTables(connection, steps);
        shadow.create();
        // Nothing is read that the live tables do not contain, or the two could not be compared.
        JournalCut cut = isLost(marker)
                ? JournalCut.now(connection)
                : new JournalCut(marker == null ? 0 : marker.offset().transactionId());
        shadow.fill(JournalScan.ofPrefix(source, CustomerKey.PREFIX, cut, PAGE_ROWS));
        FeedOffset at =
                cut.transactionId() == 0 ? FeedOffset.START : new FeedOffset(cut.transactionId() - 1, Long.MAX_VALUE);
        DirectoryMarker now = DirectoryMarker.read(connection);
        at = shadow.follow(feed, at, end(now));
        return compared(connection, shadow, at, validateOnly);
    }

    private RebuildOutcome compared(
            Connection connection, ShadowTables shadow, FeedOffset follows, boolean validateOnly)
            throws SQLException, InterruptedException, RebuildRefused {
        connection.commit();
        ShadowTables.execute(connection, PATIENCE);
        long begin = System.nanoTime();
        DirectoryOffset.lock(connection);
        DirectoryMarker marker = DirectoryMarker.locked(connection);
        if (validateOnly && isLost(marker)) {
            throw lost();
        }
        FeedOffset reached = shadow.followAtOnce(feed, follows, end(marker));
        TableDifference customers = ComparedTable.CUSTOMERS.difference(connection, TableNames.SHADOW, Scope.ALL);
        TableDifference programs = ComparedTable.PROGRAMS.difference(connection, TableNames.SHADOW, Scope.ALL);
        TableDifference sagas = ComparedTable.SAGAS.difference(connection, TableNames.SHADOW, Scope.ALL);
        FeedOffset place = isLost(marker) ? DirectoryOffset.latestRow(connection, reached) : reached;
        if (validateOnly) {
            connection.rollback();
        } else {
            putRight(connection, ComparedTable.CUSTOMERS, customers);
            putRight(connection, ComparedTable.PROGRAMS, programs);
            putRight(connection, ComparedTable.SAGAS, sagas);
            DirectoryOffset.store(connection, place);
            connection.commit();
        }
        Duration standstill = Duration.ofNanos(System.nanoTime() - begin);
        return new RebuildOutcome(shadow.events(), customers, programs, sagas, !validateOnly, place, standstill);
    }

    private static void putRight(Connection connection, ComparedTable table, TableDifference difference)
            throws SQLException {
        if (!difference.isNone()) {
            table.putRight(connection, TableNames.SHADOW, Scope.ALL);
        }
    }

    private static FeedOffset end(@Nullable DirectoryMarker marker) {
        return marker == null || marker.isLost() ? END : marker.offset();
    }

    static boolean isLost(@Nullable DirectoryMarker marker) {
        return marker == null || marker.isLost();
    }

    static RebuildRefused lost() {
        return new RebuildRefused(
                Reason.DIRECTORY_REBUILDING,
                "the read model was lost and is being rebuilt; there is nothing to compare");
    }
}
