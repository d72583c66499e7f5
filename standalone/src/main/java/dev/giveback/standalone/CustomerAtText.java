package dev.giveback.standalone;

import static dev.giveback.standalone.console.Numbers.grouped;

import com.google.protobuf.Timestamp;
import dev.giveback.loyalty.v1.Balance;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.loyalty.v1.CustomerAt;
import dev.giveback.loyalty.v1.Membership;
import dev.giveback.loyalty.v1.Totals;
import dev.giveback.loyalty.v1.Upcoming;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import java.util.ArrayList;
import java.util.List;

/** A customer at a moment for people, with times in UTC. */
final class CustomerAtText {
    private static final int SHOWN = 10;

    private final CustomerAt at;
    private final Customer customer;

    CustomerAtText(CustomerAt at) {
        this.at = at;
        this.customer = at.getCustomer();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(heading());
        if (customer.getRevision() == 0 && at.getLateSequenceNumbersCount() == 0) {
            lines.add("Nothing was known of this customer; the first event was recorded on "
                    + Printing.time(at.getFirstEventTime(), "") + ".");
            return lines;
        }
        lines.add("");
        lines.add("  points   " + balance(customer.getBalance()));
        lines.add("  so far   " + totals(customer.getTotals()));
        lines.add("  tier     " + tier() + "  (rules v" + at.getProgramVersion() + ")");
        lines.add("  orders   " + grouped(customer.getOrderCount()));
        if (at.getPointsInTransit() > 0) {
            lines.add("  sent     " + grouped(at.getPointsInTransit()) + " points that have not arrived");
        }
        if (!customer.getMergedInto().isEmpty()) {
            lines.add("  merged   into " + customer.getMergedInto());
        }
        lots(lines);
        coupons(lines);
        setAside(lines);
        upcoming(lines);
        return lines;
    }

    private String heading() {
        String late =
                at.getLateSequenceNumbersCount() == 0 ? "" : ", and late facts " + at.getLateSequenceNumbersList();
        String known = at.getKnownTime().equals(customer.getReadTime())
                ? ""
                : ", as known on " + Printing.time(at.getKnownTime(), "");
        String member = customer.getMembership() == Membership.MEMBERSHIP_MEMBER
                ? "member since " + Printing.time(customer.getEnrollTime(), "")
                : "guest";
        return customer.getName() + "  on " + Printing.time(customer.getReadTime(), "") + known + "  (" + member
                + ", after event " + grouped(customer.getRevision()) + late + ")";
    }

    static String balance(Balance balance) {
        return grouped(balance.getTotal()) + "  (" + grouped(balance.getAvailable()) + " available, "
                + grouped(balance.getPending()) + " pending, " + grouped(balance.getHeld()) + " held, "
                + grouped(balance.getOwed()) + " owed)";
    }

    static String totals(Totals totals) {
        return grouped(totals.getEarned()) + " earned, " + grouped(totals.getSpent()) + " spent, "
                + grouped(totals.getExpired()) + " expired, " + grouped(totals.getTakenBack()) + " taken back, "
                + grouped(totals.getRestored()) + " restored, " + grouped(totals.getAdjusted()) + " adjusted, "
                + grouped(totals.getTransferred()) + " transferred";
    }

    private String tier() {
        String tier = customer.getTier().getTierId();
        Timestamp end = customer.getTier().getEndTime();
        return (tier.isEmpty() ? "none" : tier + ", kept until " + Printing.time(end, "further notice")) + ", "
                + grouped(customer.getTier().getQualifying()) + " qualifying";
    }

    private void lots(List<String> lines) {
        if (at.getLotsCount() == 0) {
            return;
        }
        Table table = new Table(
                Column.number("lot"),
                Column.number("left"),
                Column.number("of"),
                Column.text("earned"),
                Column.text("available"),
                Column.text("expires"),
                Column.text("from"));
        at.getLotsList().stream()
                .limit(SHOWN)
                .forEach(lot -> table.row(
                        grouped(lot.getLotId()),
                        grouped(lot.getRemaining()),
                        grouped(lot.getOriginal()),
                        Printing.time(lot.getEarnTime(), ""),
                        Printing.time(lot.getAvailableTime(), ""),
                        Printing.time(lot.getExpireTime(), "never"),
                        Printing.word(lot.getSource(), "LOT_SOURCE_") + " " + lot.getReference()));
        part(lines, "Lots that have points left", table, at.getLotsCount() + at.getMoreLots());
    }

    private void coupons(List<String> lines) {
        if (at.getCouponsCount() == 0) {
            return;
        }
        Table table = new Table(
                Column.text("coupon"), Column.text("state"), Column.text("usable until"), Column.text("what it is"));
        at.getCouponsList().stream()
                .limit(SHOWN)
                .forEach(coupon -> table.row(
                        coupon.getCouponId(),
                        Printing.word(coupon.getState(), "COUPON_STATE_"),
                        Printing.time(coupon.getExpireTime(), "for ever"),
                        coupon.getTitle()));
        part(lines, "Coupons", table, at.getCouponsCount() + at.getMoreCoupons());
    }

    private void setAside(List<String> lines) {
        at.getHoldsList()
                .forEach(hold -> lines.add("  hold " + hold.getHoldId() + ": " + grouped(hold.getPoints())
                        + " points until " + Printing.time(hold.getExpireTime(), "")));
        at.getReservationsList()
                .forEach(reservation -> lines.add("  reservation of order " + reservation.getOrderId() + ": "
                        + grouped(reservation.getPoints()) + " points, coupons " + reservation.getCouponIdsList()
                        + ", until " + Printing.time(reservation.getExpireTime(), "")));
    }

    private void upcoming(List<String> lines) {
        if (at.getUpcomingCount() == 0) {
            lines.add("");
            lines.add("Time alone changes nothing any more.");
            return;
        }
        Table table = new Table(
                Column.text("when"), Column.text("what time will do"), Column.number("points"), Column.text("which"));
        at.getUpcomingList().stream()
                .limit(SHOWN)
                .forEach(upcoming -> table.row(
                        Printing.time(upcoming.getTime(), ""),
                        Printing.word(upcoming.getKind(), "UPCOMING_KIND_").replace('_', ' '),
                        upcoming.getPoints() == 0 ? "" : grouped(upcoming.getPoints()),
                        which(upcoming)));
        part(lines, "If nothing else happens", table, at.getUpcomingCount() + at.getMoreUpcoming());
    }

    private static String which(Upcoming upcoming) {
        return switch (upcoming.getKind()) {
            case UPCOMING_KIND_POINTS_AVAILABLE, UPCOMING_KIND_POINTS_EXPIRE -> "lot " + upcoming.getReference();
            case UPCOMING_KIND_COUPON_STARTS,
                    UPCOMING_KIND_COUPON_EXPIRES,
                    UPCOMING_KIND_HOLD_ENDS,
                    UPCOMING_KIND_RESERVATION_ENDS,
                    UPCOMING_KIND_TIER_ENDS,
                    UPCOMING_KIND_UNSPECIFIED,
                    UNRECOGNIZED -> upcoming.getReference();
        };
    }

    private static void part(List<String> lines, String title, Table table, int count) {
        lines.add("");
        lines.add(title
                + (count > SHOWN ? " (the first " + SHOWN + " of " + grouped(count) + "; -o json shows more)" : ""));
        lines.addAll(table.lines());
    }
}
