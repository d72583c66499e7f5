package dev.giveback.coupon.directory;

import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.v1.DrawOutcome;
import dev.giveback.journal.v1.StoredClaim;
import dev.giveback.journal.v1.StoredDraw;
import dev.giveback.journal.v1.StoredDrawOutcome;
import dev.giveback.journal.v1.StoredSurprisesDrawn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import javax.sql.DataSource;

/** The draws of surprises, as the projection writes them and as they are asked for. It is a moment behind the journal. */
public final class DrawTable {
    private static final String ADD = """
            INSERT INTO campaign_draws (program, campaign, number, customer, order_id, roll, chance, outcome, claim,
                version, draw_millis)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String COLUMNS = """
            SELECT number, customer, order_id, roll, chance, outcome, claim, version, draw_millis FROM campaign_draws
            WHERE program = ? AND campaign = ?
                AND (? = '' OR customer = ?) AND (? = '' OR order_id = ?)
                AND (cardinality(?) = 0 OR outcome = ANY (?))
            """;

    private static final String OLDEST_FIRST = COLUMNS + "AND number > ? ORDER BY number LIMIT ?";
    private static final String NEWEST_FIRST = COLUMNS + "AND number < ? ORDER BY number DESC LIMIT ?";

    private final Queries queries;

    /**
     * Draws in the table of {@link DirectorySchema}.
     *
     * @param executor whose threads may block on the database
     */
    public DrawTable(DataSource source, Executor executor) {
        queries = new Queries(source, executor);
    }

    /** Draws whose numbers come after this one, oldest first; fewer than {@code limit} come at the end only. */
    public CompletionStage<List<DrawEntry>> after(CampaignId id, long number, DrawFilter filter, int limit) {
        return page(OLDEST_FIRST, id, number, filter, limit);
    }

    /** Draws whose numbers come before this one, newest first; fewer than {@code limit} come at the end only. */
    public CompletionStage<List<DrawEntry>> before(CampaignId id, long number, DrawFilter filter, int limit) {
        return page(NEWEST_FIRST, id, number, filter, limit);
    }

    private CompletionStage<List<DrawEntry>> page(
            String sql, CampaignId id, long number, DrawFilter filter, int limit) {
        return queries.ask(sql, statement -> {
            statement.setString(1, id.program());
            statement.setString(2, id.campaign());
            statement.setString(3, filter.customer());
            statement.setString(4, filter.customer());
            statement.setString(5, filter.orderId());
            statement.setString(6, filter.orderId());
            statement.setArray(7, statement.getConnection().createArrayOf("int2", filter.outcomeNumbers()));
            statement.setArray(8, statement.getConnection().createArrayOf("int2", filter.outcomeNumbers()));
            statement.setLong(9, number);
            statement.setInt(10, limit);
            try (ResultSet row = statement.executeQuery()) {
                List<DrawEntry> entries = new ArrayList<>();
                while (row.next()) {
                    entries.add(entry(row));
                }
                return entries;
            }
        });
    }

    private static DrawEntry entry(ResultSet row) throws SQLException {
        return new DrawEntry(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getInt(4),
                row.getInt(5),
                DrawOutcome.forNumber(row.getShort(6)),
                row.getString(7),
                row.getLong(8),
                row.getLong(9));
    }

    /** Writes the draws of one event. */
    static void add(Connection connection, CampaignId id, StoredSurprisesDrawn drawn, long millis) throws SQLException {
        Iterator<StoredClaim> won = drawn.getWon().getClaimsList().iterator();
        long number = drawn.getFirstNumber();
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            for (StoredDraw draw : drawn.getDrawsList()) {
                boolean wins = draw.getOutcome() == StoredDrawOutcome.STORED_DRAW_OUTCOME_WON;
                statement.setString(1, id.program());
                statement.setString(2, id.campaign());
                statement.setLong(3, number++);
                statement.setString(4, draw.getCustomer());
                statement.setString(5, draw.getOrderId());
                statement.setInt(6, draw.getRoll());
                statement.setInt(7, drawn.getChanceBasisPoints());
                statement.setShort(8, (short) outcome(draw.getOutcome()).getNumber());
                statement.setString(9, wins ? claimId(won.next()) : "");
                statement.setLong(10, drawn.getVersion());
                statement.setLong(11, millis);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    static String claimId(StoredClaim claim) {
        return HexFormat.of().formatHex(claim.getId().toByteArray());
    }

    private static DrawOutcome outcome(StoredDrawOutcome stored) {
        return switch (stored) {
            case STORED_DRAW_OUTCOME_LOST -> DrawOutcome.DRAW_OUTCOME_LOST;
            case STORED_DRAW_OUTCOME_REMEMBERED -> DrawOutcome.DRAW_OUTCOME_REMEMBERED;
            case STORED_DRAW_OUTCOME_CUSTOMER_LIMIT_REACHED -> DrawOutcome.DRAW_OUTCOME_CUSTOMER_LIMIT_REACHED;
            case STORED_DRAW_OUTCOME_DAY_LIMIT_REACHED -> DrawOutcome.DRAW_OUTCOME_DAY_LIMIT_REACHED;
            case STORED_DRAW_OUTCOME_TOTAL_LIMIT_REACHED -> DrawOutcome.DRAW_OUTCOME_TOTAL_LIMIT_REACHED;
            case STORED_DRAW_OUTCOME_BUDGET_EXHAUSTED -> DrawOutcome.DRAW_OUTCOME_BUDGET_EXHAUSTED;
            case STORED_DRAW_OUTCOME_HELD_OUT -> DrawOutcome.DRAW_OUTCOME_HELD_OUT;
            case STORED_DRAW_OUTCOME_WON -> DrawOutcome.DRAW_OUTCOME_WON;
            case STORED_DRAW_OUTCOME_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalStateException("outcome: " + stored + " (expected: one that this build knows)");
        };
    }
}
