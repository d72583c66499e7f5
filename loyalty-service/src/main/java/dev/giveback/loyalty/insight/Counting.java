package dev.giveback.loyalty.insight;

import dev.giveback.journal.v1.CheckoutCompleted;
import dev.giveback.journal.v1.CustomerAbsorbed;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.MergeBegun;
import dev.giveback.journal.v1.OrderCorrected;
import dev.giveback.journal.v1.OrderRefunded;
import dev.giveback.journal.v1.OrdersRederived;
import dev.giveback.journal.v1.PointsAdjusted;
import dev.giveback.journal.v1.StoredLot;
import dev.giveback.journal.v1.StoredLotUse;
import dev.giveback.journal.v1.StoredRederivedOrder;
import dev.giveback.journal.v1.StoredRestoration;
import dev.giveback.journal.v1.StoredSpentLot;
import dev.giveback.loyalty.insight.Sums.Daily;
import dev.giveback.loyalty.insight.Sums.Fate;
import java.util.List;

/**
 * Counts one event of one customer.
 *
 * <p>An order counts on the day for which it was bought, a refund on its own, points that expired on the day on which their lot did, and everything
 * else on the day on which it was recorded.
 */
final class Counting {
    private final Person person;
    private final CustomerEvent event;
    private final Zones.Zone zone;
    private final Sums sums;
    private final String program;
    private final int recordDay;

    private Counting(Person person, CustomerEvent event, Zones.Zone zone, Sums sums) {
        this.person = person;
        this.event = event;
        this.zone = zone;
        this.sums = sums;
        this.program = person.key.program();
        this.recordDay = zone.day(event.getRecordMillis());
    }

    /**
     * Counts it.
     *
     * @throws IllegalStateException when it is not the customer's next event, or takes points that are not there
     */
    static void count(Person person, long sequenceNumber, CustomerEvent event, Zones.Zone zone, Sums sums) {
        if (sequenceNumber != person.revision + 1) {
            throw new IllegalStateException("event of " + person.key + ": sequence number " + sequenceNumber
                    + " (expected: " + (person.revision + 1) + ")");
        }
        person.revision = sequenceNumber;
        Counting counting = new Counting(person, event, zone, sums);
        if (sequenceNumber == 1) {
            sums.day(program(person), counting.ownDay(), Daily.NEW_CUSTOMERS, 1);
        }
        counting.change();
        counting.expired();
    }

    /** Whether counting it needs the lots that the customer has. An order that was paid with money alone, like most, only brings one. */
    static boolean looksAtLots(CustomerEvent event) {
        boolean isPlainOrder = event.hasCheckoutCompleted()
                && event.getCheckoutCompleted().getPrice().getSpentCount() == 0;
        return !isPlainOrder || event.getExpiredCount() > 0;
    }

    private static String program(Person person) {
        return person.key.program();
    }

    private int ownDay() {
        return event.hasCheckoutCompleted() ? dayOf(event.getCheckoutCompleted()) : recordDay;
    }

    private static int dayOf(CheckoutCompleted order) {
        return Math.toIntExact(order.getCountingDay());
    }

    private void change() {
        switch (event.getChangeCase()) {
            case CHECKOUT_COMPLETED -> completed(event.getCheckoutCompleted());
            case ORDER_REFUNDED -> refunded(event.getOrderRefunded());
            case ACTIVITY_REWARDED -> {
                var rewarded = event.getActivityRewarded();
                sums.day(program, recordDay, Daily.EARNED, rewarded.getPoints());
                arrived(
                        recordDay,
                        rewarded.getPoints(),
                        rewarded.getOwedPaid(),
                        lots(rewarded.hasLot(), rewarded.getLot()));
                active(recordDay);
            }
            case POINTS_ADJUSTED -> adjusted(event.getPointsAdjusted());
            case ORDERS_REDERIVED -> rederived(event.getOrdersRederived());
            case ORDER_CORRECTED -> corrected(event.getOrderCorrected());
            case POINTS_REDEEMED -> redeemed(event.getPointsRedeemed().getUsesList());
            case HOLD_CAPTURED -> redeemed(event.getHoldCaptured().getUsesList());
            case COUPON_GRANTED ->
                spent(recordDay, event.getCouponGranted().getCoupon().getSpentList());
            case COUPON_REVOKED -> restored(recordDay, event.getCouponRevoked().getRestoration());
            case POINTS_SENT -> sent(event.getPointsSent().getLotsList());
            case POINTS_RECEIVED -> {
                var received = event.getPointsReceived();
                received(received.getLotsList(), received.getOwedPaid());
            }
            case TRANSFER_RETURNED -> {
                var returned = event.getTransferReturned();
                received(returned.getLotsList(), returned.getOwedPaid());
            }
            case MERGE_BEGUN -> left(event.getMergeBegun());
            case CUSTOMER_ABSORBED -> absorbed(event.getCustomerAbsorbed());
            case MERGE_REVERTED -> cameBack(event.getMergeReverted().getPoints());
            case MERGE_SETTLED -> settled();
            case CUSTOMER_ENROLLED,
                    POINTS_HELD,
                    HOLD_RELEASED,
                    POINTS_EXPIRED,
                    CHECKOUT_RESERVED,
                    RESERVATION_EXTENDED,
                    RESERVATION_CANCELLED,
                    TRANSFER_DECLINED,
                    TRANSFER_SETTLED,
                    MERGE_DECLINED,
                    PROFILE_CHANGED,
                    PREFERENCES_CHANGED,
                    CUSTOMER_ERASED -> {}
            case CHANGE_NOT_SET ->
                throw new IllegalStateException(
                        "change: none (expected: one that this build knows; was it written by a later one?)");
        }
    }

    private void completed(CheckoutCompleted order) {
        int day = dayOf(order);
        spent(day, order.getPrice().getSpentList());
        sums.day(program, day, Daily.EARNED, order.getPointsEarned());
        arrived(day, order.getPointsEarned(), order.getOwedPaid(), lots(order.hasLot(), order.getLot()));
        sums.day(program, day, Daily.ORDER_COUNT, 1);
        sums.day(program, day, Daily.ORDER_MINOR, order.getTotalMinor());
        active(day);
        ordered(day);
    }

    private void refunded(OrderRefunded refunded) {
        int day = zone.day(refunded.getRefundMillis());
        restored(day, refunded.getRestoration());
        sums.day(program, day, Daily.TAKEN_BACK, points(refunded.getUsesList()) + refunded.getPointsOwed());
        takeAll(Fate.TAKEN_BACK, refunded.getUsesList());
        person.owed += refunded.getPointsOwed();
        sums.day(program, day, Daily.REFUND_COUNT, 1);
        sums.day(program, day, Daily.REFUND_MINOR, refunded.getAmountMinor());
    }

    private void adjusted(PointsAdjusted adjusted) {
        sums.day(program, recordDay, Daily.ADJUSTED, adjusted.getPoints());
        long given = Math.max(0, adjusted.getPoints());
        arrived(recordDay, given, adjusted.getOwedPaid(), lots(adjusted.hasLot(), adjusted.getLot()));
        takeAll(Fate.TAKEN_BACK, adjusted.getUsesList());
    }

    private void rederived(OrdersRederived rederived) {
        for (StoredRederivedOrder order : rederived.getOrdersList()) {
            sums.day(program, recordDay, Daily.EARNED, order.getPointsAdded());
            arrived(recordDay, order.getPointsAdded(), order.getOwedPaid(), lots(order.hasLot(), order.getLot()));
            sums.day(program, recordDay, Daily.TAKEN_BACK, points(order.getUsesList()) + order.getPointsOwed());
            takeAll(Fate.TAKEN_BACK, order.getUsesList());
            person.owed += order.getPointsOwed();
        }
    }

    /** The money moves to its new day as it counts there; what was refunded of the order stays where it was. */
    private void corrected(OrderCorrected corrected) {
        int before = Math.toIntExact(corrected.getCountingDayBefore());
        int day = dayOf(corrected.getOrder());
        sums.day(program, before, Daily.ORDER_COUNT, -1);
        sums.day(program, day, Daily.ORDER_COUNT, 1);
        sums.day(program, before, Daily.ORDER_MINOR, -corrected.getSpendBeforeMinor());
        sums.day(program, day, Daily.ORDER_MINOR, corrected.getSpendAfterMinor());
        active(day);
        ordered(day);
        rederived(corrected.getSettled());
    }

    private void redeemed(List<StoredLotUse> uses) {
        sums.day(program, recordDay, Daily.SPENT, points(uses));
        takeAll(Fate.REDEEMED, uses);
        active(recordDay);
    }

    private void spent(int day, List<StoredSpentLot> lots) {
        for (StoredSpentLot lot : lots) {
            sums.day(program, day, Daily.SPENT, lot.getPoints());
            take(Fate.REDEEMED, lot.getLotId(), lot.getPoints());
        }
    }

    private void restored(int day, StoredRestoration restoration) {
        long points = original(restoration.getLotsList()) + restoration.getOwedPaid();
        sums.day(program, day, Daily.RESTORED, points);
        arrived(day, points, restoration.getOwedPaid(), restoration.getLotsList());
    }

    private void sent(List<StoredSpentLot> lots) {
        for (StoredSpentLot lot : lots) {
            sums.day(program, recordDay, Daily.TRANSFERRED, -lot.getPoints());
            take(Fate.MOVED, lot.getLotId(), lot.getPoints());
        }
    }

    private void received(List<StoredLot> lots, long owedPaid) {
        long points = original(lots) + owedPaid;
        sums.day(program, recordDay, Daily.TRANSFERRED, points);
        arrived(recordDay, points, owedPaid, lots);
    }

    /** Lots that have expired by now stay, and this event records their expiry. */
    private void left(MergeBegun begun) {
        sums.day(program, recordDay, Daily.TRANSFERRED, -begun.getPoints());
        for (Lot lot : person.lots()) {
            if (lot.isLiveAt(event.getRecordMillis())) {
                moved(lot, 1);
                person.put(lot.leaving(true));
            }
        }
        person.leavingOwed = person.owed;
        person.owed = 0;
    }

    private void cameBack(long points) {
        sums.day(program, recordDay, Daily.TRANSFERRED, points);
        for (Lot lot : person.lots()) {
            if (lot.isLeaving()) {
                moved(lot, -1);
                person.put(lot.leaving(false));
            }
        }
        person.owed += person.leavingOwed;
        person.leavingOwed = 0;
    }

    private void settled() {
        person.lots().stream().filter(Lot::isLeaving).forEach(person::remove);
        person.leavingOwed = 0;
    }

    private void absorbed(CustomerAbsorbed absorbed) {
        long points = 0;
        for (StoredLot stored : absorbed.getEstate().getLotsList()) {
            Lot lot = lot(stored, stored.getRemaining(), recordDay, Months.ofDay(zone.day(stored.getEarnedMillis())));
            moved(lot, -1);
            person.put(lot);
            points += lot.remaining();
        }
        long owed = absorbed.getEstate().getOwed();
        sums.day(program, recordDay, Daily.TRANSFERRED, points - owed);
        person.owed += owed - points(absorbed.getOwedUsesList());
        takeAll(Fate.TAKEN_BACK, absorbed.getOwedUsesList());
    }

    private void moved(Lot lot, int sign) {
        sums.fate(program, lot.month(), Fate.MOVED, sign * lot.remaining());
        sums.expiring(program, lot.expiresDay(), -sign * lot.remaining());
    }

    /** Points that came: those that paid off what was owed are gone at once, the others are in lots. */
    private void arrived(int day, long points, long owedPaid, List<StoredLot> lots) {
        int month = Months.ofDay(day);
        sums.fate(program, month, Fate.ISSUED, points);
        sums.fate(program, month, Fate.TAKEN_BACK, owedPaid);
        person.owed -= owedPaid;
        for (StoredLot stored : lots) {
            Lot lot = lot(stored, stored.getOriginal(), day, month);
            sums.expiring(program, lot.expiresDay(), lot.remaining());
            person.put(lot);
        }
    }

    private Lot lot(StoredLot stored, long remaining, int day, int month) {
        long expires = stored.getExpiresMillis();
        int expiresDay = expires == 0 ? Lot.NEVER : zone.day(expires - 1);
        return new Lot(stored.getLotId(), remaining, expires, expiresDay, day, month, false);
    }

    private void expired() {
        for (StoredLotUse use : event.getExpiredList()) {
            Lot lot = take(Fate.EXPIRED, use.getLotId(), use.getPoints());
            int day = Math.min(recordDay, Math.max(lot.day(), lot.expiresDay()));
            sums.day(program, day, Daily.EXPIRED, use.getPoints());
        }
    }

    private void takeAll(Fate fate, List<StoredLotUse> uses) {
        uses.forEach(use -> take(fate, use.getLotId(), use.getPoints()));
    }

    private Lot take(Fate fate, long lotId, long points) {
        Lot lot = person.lot(lotId, points);
        sums.fate(program, lot.month(), fate, points);
        sums.expiring(program, lot.expiresDay(), -points);
        person.put(lot.less(points));
        return lot;
    }

    private void active(int day) {
        IntSet before = person.activeDays;
        if (before.contains(day)) {
            return;
        }
        person.activeDays = before.with(day);
        sums.day(program, day, Daily.ACTIVE_CUSTOMERS, 1);
        int month = Months.ofDay(day);
        if (!before.hasAnyOf(firstDay(month), firstDay(month + 1) - 1)) {
            sums.activeInMonth(program, month);
        }
    }

    private static int firstDay(int month) {
        return Math.toIntExact(Months.yearMonth(month).atDay(1).toEpochDay());
    }

    /** An order from before the first one that was known takes the customer to another cohort. */
    private void ordered(int day) {
        IntSet before = person.orderMonths;
        IntSet after = before.with(Months.ofDay(day));
        if (after == before) {
            return;
        }
        person.orderMonths = after;
        for (int month : before.numbers()) {
            sums.cohort(program, before.first(), month, -1);
        }
        for (int month : after.numbers()) {
            sums.cohort(program, after.first(), month, 1);
        }
    }

    private static List<StoredLot> lots(boolean isThere, StoredLot lot) {
        return isThere ? List.of(lot) : List.of();
    }

    private static long original(List<StoredLot> lots) {
        return lots.stream().mapToLong(StoredLot::getOriginal).sum();
    }

    private static long points(List<StoredLotUse> uses) {
        return uses.stream().mapToLong(StoredLotUse::getPoints).sum();
    }
}
