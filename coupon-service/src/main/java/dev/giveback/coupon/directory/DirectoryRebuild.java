package dev.giveback.coupon.directory;

import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.journal.PersistenceIds;
import dev.giveback.platform.journal.JournalCut;
import dev.giveback.platform.journal.JournalRow;
import dev.giveback.platform.journal.JournalScan;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Tells the read model anew from the journals of the campaigns, and puts right what differs, a campaign a transaction. */
public final class DirectoryRebuild {
    private static final int MOST_NAMED = 20;
    private static final String MARK = """
            INSERT INTO campaign_directory_marker (events) SELECT coalesce(sum(revision), 0) FROM campaign_directory
            ON CONFLICT (only_row) DO UPDATE SET events = excluded.events
            """;

    private final DataSource source;

    /** @param source of which a rebuild holds one connection */
    public DirectoryRebuild(DataSource source) {
        this.source = source;
    }

    /**
     * Rebuilds all campaigns.
     *
     * @param validateOnly whether nothing is changed
     */
    public RebuildOutcome all(boolean validateOnly, RebuildSteps steps) throws SQLException, InterruptedException {
        List<CampaignId> campaigns = CampaignList.of(source, null);
        long total = JournalScan.ofPrefix(source, PersistenceIds.CAMPAIGN_PREFIX, new JournalCut(Long.MAX_VALUE), 1)
                .count();
        long events = 0;
        long rows = 0;
        long found = 0;
        long inJournal = 0;
        List<CampaignId> different = new ArrayList<>();
        try (ShadowDirectory shadow = ShadowDirectory.open(source)) {
            for (CampaignId campaign : campaigns) {
                long read = read(shadow, campaign, steps);
                List<DirectoryDifference> differences = validateOnly ? shadow.compare() : shadow.repair();
                found += differences.size();
                if (!differences.isEmpty() && different.size() < MOST_NAMED) {
                    different.add(campaign);
                }
                events += read;
                inJournal += read > 0 ? 1 : 0;
                rows += shadow.rows();
                steps.at(events, total);
            }
        }
        if (!validateOnly) {
            mark();
        }
        return new RebuildOutcome(events, inJournal, rows, found, different, !validateOnly);
    }

    private static long read(ShadowDirectory shadow, CampaignId campaign, RebuildSteps steps)
            throws SQLException, InterruptedException {
        long events = 0;
        shadow.begin(campaign);
        for (List<JournalRow> rows = shadow.next(shadow.start());
                !rows.isEmpty();
                rows = shadow.next(JournalScan.after(rows))) {
            events += rows.size();
            steps.step();
        }
        steps.step();
        return events;
    }

    private void mark() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("LOCK TABLE campaign_directory IN SHARE ROW EXCLUSIVE MODE");
                statement.executeUpdate(MARK);
                connection.commit();
            } catch (SQLException failed) {
                connection.rollback();
                throw failed;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }
}
