package dev.giveback.coupon.directory;

import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.FeedOrigin;
import dev.giveback.coupon.domain.FeedPosition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Where the feeds begin for campaigns that were imported. */
public final class FeedOrigins {
    private static final String ALL = """
            SELECT program, campaign, shift, floor_transaction, floor_ordering FROM imported_campaign
            WHERE floor_transaction >= 0
            """;

    private static final String WIDEN = """
            INSERT INTO imported_campaign AS c (program, campaign, shift) VALUES (?, ?, ?)
            ON CONFLICT (program, campaign) DO UPDATE SET shift = greatest(c.shift, excluded.shift)
            """;

    private static final String SET_FLOOR = """
            UPDATE imported_campaign SET floor_transaction = ?, floor_ordering = ? WHERE floor_transaction < 0
            """;

    private FeedOrigins() {}

    /** All of them; those of campaigns that are not here are {@link FeedOrigin#HERE}. */
    public static Map<CampaignId, FeedOrigin> read(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ALL);
                ResultSet row = statement.executeQuery()) {
            Map<CampaignId, FeedOrigin> origins = new HashMap<>();
            while (row.next()) {
                origins.put(
                        new CampaignId(row.getString(1), row.getString(2)),
                        new FeedOrigin(new FeedPosition(row.getLong(4), row.getLong(5)), row.getLong(3)));
            }
            return origins;
        }
    }

    /** An imported event has counted up to this transaction. */
    public static void widen(Connection connection, Map<CampaignId, Long> transactions) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WIDEN)) {
            for (Map.Entry<CampaignId, Long> counted : transactions.entrySet()) {
                statement.setString(1, counted.getKey().program());
                statement.setString(2, counted.getKey().campaign());
                statement.setLong(3, counted.getValue());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Ends the import: what the feeds hold up to this place came here as history. */
    public static void setFloor(Connection connection, FeedPosition floor) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SET_FLOOR)) {
            statement.setLong(1, floor.transaction());
            statement.setLong(2, floor.ordering());
            statement.executeUpdate();
        }
    }
}
