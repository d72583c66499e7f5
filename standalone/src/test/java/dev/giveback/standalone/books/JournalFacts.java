package dev.giveback.standalone.books;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.CampaignEvent;
import dev.giveback.journal.v1.CheckoutCompleted;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.journal.v1.StoredClaim;
import dev.giveback.journal.v1.StoredCoupon;
import dev.giveback.journal.v1.StoredCouponUse;
import dev.giveback.journal.v1.StoredFate;
import dev.giveback.journal.v1.StoredRefusedClaim;
import dev.giveback.journal.v1.StoredReturnedCoupon;
import dev.giveback.journal.v1.StoredSettlement;
import dev.giveback.journal.v1.StoredSpentLot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the rows of both journals say of one program's coupons.
 *
 * @param coupons every coupon that a customer was granted, by customer and id
 * @param campaigns every campaign, by its id
 */
public record JournalFacts(Map<String, CouponLife> coupons, Map<String, CampaignLife> campaigns) {
    private static final String REPEAT = "COUPON_EXISTS";
    /**
     * One coupon in a customer's journal.
     *
     * @param redemptions the orders that used it
     * @param points spent for it
     */
    public record CouponLife(
            String couponId,
            String customer,
            String campaign,
            int grants,
            List<String> redemptions,
            int givenBack,
            int revocations,
            long points) {}

    /**
     * One campaign in its own journal.
     *
     * @param claims ids of the claims that took a place and were not refused by the customer
     * @param refused how many the customer refused; the repeat of an earlier claim is none of them
     * @param redeemed settlements of redemptions
     * @param givenBack settlements of coupons that came back with a refunded order
     * @param returned settlements of coupons that were taken back or expired unused
     * @param peak the most places that were taken at any moment
     * @param overage claims beyond the limits
     */
    public record CampaignLife(
            List<String> claims, long refused, long redeemed, long givenBack, long returned, long peak, long overage) {}

    /** Reads both journals. */
    public static JournalFacts read(Connection connection, String program) throws SQLException {
        return new JournalFacts(coupons(connection, program), campaigns(connection, program));
    }

    /** What the key of a coupon is. */
    public static String key(String customer, String couponId) {
        return customer + "/" + couponId;
    }

    private interface Row {
        void take(String id, ByteString event) throws InvalidProtocolBufferException;
    }

    private static void read(Connection connection, String schema, String prefix, Row row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT persistence_id, event_payload FROM "
                + schema + ".event_journal WHERE persistence_id LIKE ? ORDER BY persistence_id, sequence_number")) {
            statement.setString(1, prefix + "%");
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    row.take(
                            rows.getString(1).substring(prefix.length()),
                            JournalRecord.parseFrom(rows.getBytes(2)).getEvent());
                }
            } catch (InvalidProtocolBufferException garbled) {
                throw new SQLException("a row of " + schema + " is no event", garbled);
            }
        }
    }

    private static Map<String, CouponLife> coupons(Connection connection, String program) throws SQLException {
        Map<String, CouponLife> coupons = new TreeMap<>();
        read(connection, "loyalty", "customer|" + program + "|", (customer, bytes) -> {
            CustomerEvent event = CustomerEvent.parseFrom(bytes);
            switch (event.getChangeCase()) {
                case COUPON_GRANTED ->
                    grant(coupons, customer, event.getCouponGranted().getCoupon());
                case COUPON_REVOKED ->
                    add(coupons, life(customer, event.getCouponRevoked().getCouponId(), List.of(), 0, 1));
                case CHECKOUT_COMPLETED -> redeem(coupons, customer, event.getCheckoutCompleted());
                case ORDER_REFUNDED -> {
                    for (StoredReturnedCoupon coupon :
                            event.getOrderRefunded().getRestoration().getCouponsList()) {
                        add(coupons, life(customer, coupon.getCouponId(), List.of(), 1, 0));
                    }
                }
                default -> {
                    // Nothing about coupons.
                }
            }
        });
        return coupons;
    }

    private static void grant(Map<String, CouponLife> coupons, String customer, StoredCoupon coupon) {
        long points = coupon.getSpentList().stream()
                .mapToLong(StoredSpentLot::getPoints)
                .sum();
        String campaign = coupon.getCampaign().substring(coupon.getCampaign().lastIndexOf('/') + 1);
        add(coupons, new CouponLife(coupon.getCouponId(), customer, campaign, 1, List.of(), 0, 0, points));
    }

    private static void redeem(Map<String, CouponLife> coupons, String customer, CheckoutCompleted order) {
        for (StoredCouponUse use : order.getPrice().getCouponsList()) {
            add(coupons, life(customer, use.getCouponId(), List.of(order.getOrderId()), 0, 0));
        }
    }

    private static CouponLife life(
            String customer, String couponId, List<String> redemptions, int givenBack, int revocations) {
        return new CouponLife(couponId, customer, "", 0, redemptions, givenBack, revocations, 0);
    }

    private static void add(Map<String, CouponLife> coupons, CouponLife one) {
        coupons.merge(key(one.customer(), one.couponId()), one, (before, after) -> {
            List<String> redemptions = new ArrayList<>(before.redemptions());
            redemptions.addAll(after.redemptions());
            return new CouponLife(
                    before.couponId(),
                    before.customer(),
                    before.campaign().isEmpty() ? after.campaign() : before.campaign(),
                    before.grants() + after.grants(),
                    redemptions,
                    before.givenBack() + after.givenBack(),
                    before.revocations() + after.revocations(),
                    before.points() + after.points());
        });
    }

    private static Map<String, CampaignLife> campaigns(Connection connection, String program) throws SQLException {
        Map<String, CampaignLife> campaigns = new TreeMap<>();
        read(connection, "coupon", "campaign|" + program + "|", (id, bytes) -> {
            CampaignLife before = campaigns.getOrDefault(id, new CampaignLife(List.of(), 0, 0, 0, 0, 0, 0));
            campaigns.put(id, after(before, CampaignEvent.parseFrom(bytes)));
        });
        return campaigns;
    }

    private static CampaignLife after(CampaignLife before, CampaignEvent event) {
        List<String> claims = new ArrayList<>(before.claims());
        for (StoredClaim claim : event.getClaimed().getClaimsList()) {
            claims.add(hex(claim.getId()));
        }
        long refused = before.refused();
        for (StoredRefusedClaim claim : event.getGranted().getRefusedList()) {
            claims.remove(hex(claim.getId()));
            refused += claim.getReason().equals(REPEAT) ? 0 : 1;
        }
        long redeemed = before.redeemed();
        long givenBack = before.givenBack();
        long returned = before.returned();
        for (StoredSettlement settlement : event.getSettled().getSettlementsList()) {
            if (settlement.getFate() == StoredFate.STORED_FATE_GRANTED) {
                claims.add(settlement.getCouponId());
            }
            redeemed += settlement.getFate() == StoredFate.STORED_FATE_REDEEMED ? 1 : 0;
            givenBack += settlement.getFate() == StoredFate.STORED_FATE_GIVEN_BACK ? 1 : 0;
            returned += settlement.getReturns() ? 1 : 0;
        }
        long taken = claims.size() - returned;
        long overage = before.overage() + event.getClaimed().getOverage();
        return new CampaignLife(
                claims, refused, redeemed, givenBack, returned, Math.max(before.peak(), taken), overage);
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }
}
