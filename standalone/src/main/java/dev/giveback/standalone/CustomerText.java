package dev.giveback.standalone;

import static dev.giveback.standalone.console.Numbers.grouped;

import com.google.protobuf.Timestamp;
import dev.giveback.loyalty.v1.Balance;
import dev.giveback.loyalty.v1.Coupon;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.loyalty.v1.Lot;
import dev.giveback.loyalty.v1.Membership;
import dev.giveback.loyalty.v1.StatementEntry;
import dev.giveback.loyalty.v1.TierStanding;
import dev.giveback.loyalty.v1.Totals;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A customer for people, with times in the program's zone. */
final class CustomerText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final CustomerReport report;
    private final ZoneId zone;

    CustomerText(CustomerReport report) {
        this.report = report;
        this.zone = ZoneId.of(report.program().getTimeZone());
    }

    List<String> lines() {
        Customer customer = report.customer();
        List<String> lines = new ArrayList<>();
        lines.add(customer.getName() + "  (" + membership(customer) + ", " + grouped(customer.getOrderCount())
                + " orders, " + grouped(customer.getRevision()) + " changes)");
        lines.add("");
        lines.add("  points   " + balance(customer.getBalance()));
        lines.add("  so far   " + totals(customer.getTotals()));
        lines.add("  tier     " + tier(customer.getTier()));
        lines.add("");
        lines.add("Lots that still have points, soonest-expiring first"
                + more(report.lots().getNextPageToken()));
        lines.addAll(lots());
        lines.add("");
        if (report.coupons().getCouponsCount() > 0) {
            lines.add("Coupons held, soonest-expiring first");
            lines.addAll(coupons());
            lines.add("");
        }
        lines.add("Statement, newest first, times in " + zone
                + more(report.statement().getNextPageToken()));
        lines.addAll(statement());
        return lines;
    }

    private String membership(Customer customer) {
        return customer.getMembership() == Membership.MEMBERSHIP_MEMBER
                ? "member since " + time(customer.getEnrollTime(), "ever")
                : "guest";
    }

    private static String balance(Balance balance) {
        return grouped(balance.getTotal()) + " in total: " + grouped(balance.getAvailable()) + " available, "
                + grouped(balance.getPending()) + " pending, " + grouped(balance.getHeld()) + " held, "
                + grouped(balance.getOwed()) + " owed";
    }

    private static String totals(Totals totals) {
        return grouped(totals.getEarned()) + " earned, " + grouped(totals.getTakenBack()) + " taken back, "
                + grouped(totals.getSpent()) + " spent, " + grouped(totals.getExpired()) + " expired, "
                + grouped(totals.getRestored()) + " restored, " + grouped(totals.getAdjusted()) + " adjusted, "
                + grouped(totals.getTransferred()) + " transferred";
    }

    private String tier(TierStanding tier) {
        String name = tier.getTierId().isEmpty() ? "none yet" : tier.getTierId();
        String since = tier.hasStartTime() ? " since " + time(tier.getStartTime(), "") : "";
        String next = tier.getNextTierId().isEmpty()
                ? ", the highest"
                : ", " + grouped(tier.getMissing()) + " to " + tier.getNextTierId();
        return name + since + next;
    }

    private List<String> lots() {
        Table table = new Table(
                Column.number("lot"),
                Column.text("from"),
                Column.text("reference"),
                Column.text("earned"),
                Column.text("expires"),
                Column.number("points"),
                Column.number("left"));
        for (Lot lot : report.lots().getLotsList()) {
            table.row(
                    Long.toString(lot.getLotId()),
                    word(lot.getSource().name(), "LOT_SOURCE_"),
                    lot.getReference(),
                    time(lot.getEarnTime(), ""),
                    lot.hasExpireTime() ? time(lot.getExpireTime(), "") : "never",
                    grouped(lot.getOriginal()),
                    grouped(lot.getRemaining()));
        }
        return table.lines();
    }

    private List<String> coupons() {
        Table table = new Table(
                Column.text("coupon"),
                Column.text("what"),
                Column.text("campaign"),
                Column.text("state"),
                Column.text("granted"),
                Column.text("expires"));
        for (Coupon coupon : report.coupons().getCouponsList()) {
            table.row(
                    coupon.getCouponId(),
                    coupon.getTerms().getTitle(),
                    coupon.getCampaign().substring(coupon.getCampaign().lastIndexOf('/') + 1),
                    word(coupon.getState().name(), "COUPON_STATE_"),
                    time(coupon.getGrantTime(), ""),
                    coupon.hasExpireTime() ? time(coupon.getExpireTime(), "") : "never");
        }
        return table.lines();
    }

    private List<String> statement() {
        Table table = new Table(
                Column.number("no."),
                Column.text("when"),
                Column.text("what"),
                Column.text("reference"),
                Column.number("points"),
                Column.number("total"));
        for (StatementEntry entry : report.statement().getEntriesList()) {
            table.row(
                    Long.toString(entry.getSequenceNumber()),
                    time(entry.getEffectiveTime(), ""),
                    word(entry.getType().name(), "STATEMENT_ENTRY_TYPE_"),
                    entry.getReference(),
                    String.format(Locale.ROOT, "%+,d", entry.getPoints() - entry.getExpired()),
                    grouped(entry.getTotalAfter()));
        }
        return table.lines();
    }

    private static String word(String name, String prefix) {
        return name.substring(prefix.length()).toLowerCase(Locale.ROOT);
    }

    private static String more(String nextPageToken) {
        return nextPageToken.isEmpty() ? "" : " (there are more)";
    }

    private String time(Timestamp timestamp, String otherwise) {
        boolean unset = timestamp.equals(Timestamp.getDefaultInstance());
        return unset
                ? otherwise
                : TIME.format(Instant.ofEpochSecond(timestamp.getSeconds()).atZone(zone));
    }
}
