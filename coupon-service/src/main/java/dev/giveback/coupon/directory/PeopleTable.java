package dev.giveback.coupon.directory;

import com.google.protobuf.ByteString;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.Group;
import dev.giveback.journal.v1.StoredClaim;
import dev.giveback.journal.v1.StoredClaimsGranted;
import dev.giveback.journal.v1.StoredCodesClaimed;
import dev.giveback.journal.v1.StoredDraw;
import dev.giveback.journal.v1.StoredDrawOutcome;
import dev.giveback.journal.v1.StoredRefusedClaim;
import dev.giveback.journal.v1.StoredSurprisesDrawn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import javax.sql.DataSource;

/**
 * Customers of campaigns with a control group, and what they ordered afterwards. Customers and orders come by different ways and meet when
 * they are asked for, so it does not matter which of them is ahead.
 */
public final class PeopleTable {
    private static final String ADD = """
            INSERT INTO campaign_people (program, campaign, customer, held_out, since_millis, order_id, claim)
            SELECT program, campaign, ?, ?, ?, ?, ? FROM campaign_directory
            WHERE program = ? AND campaign = ? AND control_basis_points > 0
            ON CONFLICT DO NOTHING
            """;

    private static final String REMOVE = "DELETE FROM campaign_people WHERE program = ? AND campaign = ? AND claim = ?";

    private static final String COMPARE = """
            WITH spending AS (
                SELECT p.customer, p.held_out, p.since_millis,
                    count(o.order_id) AS orders,
                    coalesce(sum(o.paid), 0) - coalesce(sum((
                        SELECT sum(r.amount) FROM program_refunds r
                        WHERE r.program = o.program AND r.customer = o.customer AND r.order_id = o.order_id)), 0) AS spent
                FROM campaign_people p
                LEFT JOIN program_orders o ON o.program = p.program AND o.customer = p.customer
                    AND o.order_id <> p.order_id
                    AND o.record_millis > p.since_millis AND o.record_millis <= p.since_millis + ?
                WHERE p.program = ? AND p.campaign = ?
                GROUP BY p.customer, p.held_out, p.since_millis)
            SELECT count(*), count(*) FILTER (WHERE orders > 0), count(*) FILTER (WHERE since_millis + ? < ?),
                coalesce(sum(orders), 0), coalesce(sum(spent), 0), coalesce(avg(spent), 0), coalesce(var_samp(spent), 0)
            FROM spending WHERE held_out = ?
            """;

    private static final String REPEAT = "COUPON_EXISTS";

    private final Queries queries;

    /**
     * Customers in the tables of {@link DirectorySchema}.
     *
     * @param executor whose threads may block on the database
     */
    public PeopleTable(DataSource source, Executor executor) {
        queries = new Queries(source, executor);
    }

    /** One group and what it ordered within so many days of its customers' first moment, as of now. */
    public CompletionStage<Group> group(CampaignId id, boolean heldOut, int days, long nowMillis) {
        long millis = Duration.ofDays(days).toMillis();
        return queries.ask(COMPARE, statement -> {
            statement.setLong(1, millis);
            statement.setString(2, id.program());
            statement.setString(3, id.campaign());
            statement.setLong(4, millis);
            statement.setLong(5, nowMillis);
            statement.setBoolean(6, heldOut);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Group(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getDouble(6),
                        row.getDouble(7));
            }
        });
    }

    static void add(Connection connection, CampaignId id, StoredCodesClaimed claimed, long millis) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            for (StoredClaim claim : claimed.getClaimsList()) {
                put(statement, id, claim.getCustomer(), false, millis, "", DrawTable.claimId(claim));
            }
            for (String customer : claimed.getHeldOutList()) {
                put(statement, id, customer, true, millis, "", "");
            }
            statement.executeBatch();
        }
    }

    static void add(Connection connection, CampaignId id, StoredSurprisesDrawn drawn, long millis) throws SQLException {
        Iterator<StoredClaim> won = drawn.getWon().getClaimsList().iterator();
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            for (StoredDraw draw : drawn.getDrawsList()) {
                if (draw.getOutcome() == StoredDrawOutcome.STORED_DRAW_OUTCOME_WON) {
                    String claim = DrawTable.claimId(won.next());
                    put(statement, id, draw.getCustomer(), false, millis, draw.getOrderId(), claim);
                } else if (draw.getOutcome() == StoredDrawOutcome.STORED_DRAW_OUTCOME_HELD_OUT) {
                    put(statement, id, draw.getCustomer(), true, millis, draw.getOrderId(), "");
                }
            }
            statement.executeBatch();
        }
    }

    /** Who declined was given nothing; who holds the coupon of an earlier claim was. */
    static void remove(Connection connection, CampaignId id, StoredClaimsGranted granted) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REMOVE)) {
            for (StoredRefusedClaim refused : granted.getRefusedList()) {
                if (!refused.getReason().equals(REPEAT)) {
                    statement.setString(1, id.program());
                    statement.setString(2, id.campaign());
                    statement.setString(3, hex(refused.getId()));
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
    }

    private static void put(
            PreparedStatement statement,
            CampaignId id,
            String customer,
            boolean heldOut,
            long millis,
            String orderId,
            String claim)
            throws SQLException {
        statement.setString(1, customer);
        statement.setBoolean(2, heldOut);
        statement.setLong(3, millis);
        statement.setString(4, orderId);
        statement.setString(5, claim);
        statement.setString(6, id.program());
        statement.setString(7, id.campaign());
        statement.addBatch();
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }
}
