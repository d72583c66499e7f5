package dev.giveback.feedback.feed;

import dev.giveback.feedback.customers.Loyalty;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Occasion;
import dev.giveback.feedback.domain.OccasionKind;
import dev.giveback.feedback.domain.OrderFacts;
import dev.giveback.feedback.domain.Outreach;
import dev.giveback.feedback.occasions.KnownOccasion;
import dev.giveback.feedback.occasions.LatestPurchases;
import dev.giveback.feedback.occasions.OccasionBatch;
import dev.giveback.feedback.occasions.OccasionTable;
import dev.giveback.feedback.occasions.SourcePlans;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes what events mean into the tables of occasions, and plans what falls due by it. */
final class NewsWriter {
    private static final String LAST_TIER = "SELECT tier_id FROM last_tier WHERE program = ? AND customer = ?";
    private static final String SET_TIER = """
            INSERT INTO last_tier (program, customer, tier_id) VALUES (?, ?, ?)
            ON CONFLICT (program, customer) DO UPDATE SET tier_id = excluded.tier_id
            """;

    private final SourcePlans plans;
    private final Map<String, Outreach> outreaches;
    private final Loyalty loyalty;
    private final Instant now;

    NewsWriter(SourcePlans plans, Map<String, Outreach> outreaches, Loyalty loyalty, Instant now) {
        this.plans = plans;
        this.outreaches = outreaches;
        this.loyalty = loyalty;
        this.now = now;
    }

    /** Writes these in the caller's transaction, as if one after another. */
    void write(Connection connection, List<News> news) throws SQLException {
        Set<String> latestOf = LatestPurchases.programs(connection);
        List<KnownOccasion> happened = new ArrayList<>();
        for (News one : news) {
            switch (one) {
                case News.Happened occasion -> {
                    if (isKept(occasion.known(), latestOf)) {
                        happened.add(occasion.known());
                    }
                }
                // It is an occasion too, which comes right after it.
                case News.Bought bought -> {}
                case News.TierGiven given -> tier(connection, given.known());
                case News.ProfileChanged changed -> Birthdays.ask(connection, changed.customer(), now);
                // These look at what came before them, or take it away.
                case News.Refunded refunded -> {
                    putAll(connection, happened);
                    put(connection, ofOrder(connection, refunded));
                }
                case News.Erased erased -> {
                    putAll(connection, happened);
                    OccasionTable.forget(connection, erased.customer());
                }
                case News.Absorbed absorbed -> {
                    putAll(connection, happened);
                    OccasionTable.move(connection, absorbed.source(), absorbed.customer());
                }
            }
        }
        putAll(connection, happened);
    }

    private static boolean isKept(KnownOccasion known, Set<String> latestOf) {
        return known.occasion().kind() != OccasionKind.LAST_PURCHASE
                || latestOf.contains(known.customer().program());
    }

    private void putAll(Connection connection, List<KnownOccasion> happened) throws SQLException {
        for (KnownOccasion known : OccasionBatch.put(connection, happened)) {
            plan(connection, known);
        }
        happened.clear();
    }

    private void put(Connection connection, KnownOccasion known) throws SQLException {
        if (OccasionTable.put(connection, known)) {
            plan(connection, known);
        }
    }

    private void plan(Connection connection, KnownOccasion known) throws SQLException {
        Outreach outreach = outreaches.get(known.customer().program());
        if (outreach != null) {
            plans.plan(connection, known, outreach, now);
        }
    }

    /** The refund with the categories, campaigns and tier of its order, as far as the order is known here. */
    private static KnownOccasion ofOrder(Connection connection, News.Refunded refunded) throws SQLException {
        KnownOccasion refund = refunded.known();
        return OccasionTable.purchase(connection, refund.customer(), refunded.orderId())
                .map(order -> new KnownOccasion(
                        refund.customer(),
                        new Occasion(
                                refund.occasion().kind(),
                                refund.occasion().reference(),
                                refund.occasion().time(),
                                new OrderFacts(
                                        order.occasion().order().categories(),
                                        order.occasion().order().campaigns(),
                                        order.occasion().order().tierId(),
                                        refund.occasion().order().totalMinor())),
                        refund.happened(),
                        refund.recorded(),
                        order.products(),
                        order.orderCount(),
                        refund.points(),
                        order.isMember()))
                .orElse(refund);
    }

    /** Only a higher tier than the last one is an occasion. */
    private void tier(Connection connection, KnownOccasion known) throws SQLException {
        String given = known.occasion().order().tierId();
        String last = lastTier(connection, known.customer());
        boolean isHigher = loyalty.program(known.customer().program())
                .map(program -> program.rank(given) > program.rank(last))
                .orElse(false);
        setTier(connection, known.customer(), given);
        if (isHigher) {
            put(connection, known);
        }
    }

    private static String lastTier(Connection connection, CustomerId customer) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LAST_TIER)) {
            statement.setString(1, customer.program());
            statement.setString(2, customer.customer());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    private static void setTier(Connection connection, CustomerId customer, String tierId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SET_TIER)) {
            statement.setString(1, customer.program());
            statement.setString(2, customer.customer());
            statement.setString(3, tierId);
            statement.executeUpdate();
        }
    }
}
