package dev.giveback.coupon.directory;

import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.journal.PersistenceIds;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The campaigns of which anything is stored: events, snapshots, or rows of the read model. */
public final class CampaignList {
    private static final String HIGHEST = Character.toString(Character.MAX_CODE_POINT);

    /** Events are looked up from one campaign to the next, not read. */
    private static final String ALL = """
            WITH RECURSIVE journal AS (
                (SELECT persistence_id FROM event_journal WHERE persistence_id >= ? AND persistence_id < ?
                    ORDER BY persistence_id LIMIT 1)
                UNION ALL
                SELECT (SELECT j.persistence_id FROM event_journal AS j
                    WHERE j.persistence_id > journal.persistence_id AND j.persistence_id < ?
                    ORDER BY j.persistence_id LIMIT 1)
                FROM journal WHERE journal.persistence_id IS NOT NULL),
            named AS (
                SELECT persistence_id FROM journal WHERE persistence_id IS NOT NULL
                UNION SELECT persistence_id FROM snapshot
                UNION SELECT 'campaign|' || program || '|' || campaign FROM campaign_directory
                UNION SELECT 'campaign|' || program || '|' || campaign FROM campaign_days
                UNION SELECT 'campaign|' || program || '|' || campaign FROM campaign_draws
                UNION SELECT 'campaign|' || program || '|' || campaign FROM campaign_people)
            SELECT persistence_id FROM named WHERE persistence_id >= ? AND persistence_id < ? ORDER BY persistence_id
            """;

    private CampaignList() {}

    /**
     * In the order of their names.
     *
     * @param program null for all
     */
    public static List<CampaignId> of(DataSource source, @Nullable String program) throws SQLException {
        String from = PersistenceIds.CAMPAIGN_PREFIX + (program == null ? "" : program + '|');
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(ALL)) {
            statement.setString(1, from);
            statement.setString(2, from + HIGHEST);
            statement.setString(3, from + HIGHEST);
            statement.setString(4, from);
            statement.setString(5, from + HIGHEST);
            try (ResultSet row = statement.executeQuery()) {
                List<CampaignId> campaigns = new ArrayList<>();
                while (row.next()) {
                    campaigns.add(PersistenceIds.campaign(row.getString(1)));
                }
                return campaigns;
            }
        }
    }
}
