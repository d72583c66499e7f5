package dev.giveback.loyalty.liability;

import dev.giveback.journal.v1.CustomerAbsorbed;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.MergeBegun;
import dev.giveback.journal.v1.OrderCorrected;
import dev.giveback.journal.v1.OrderRefunded;
import dev.giveback.journal.v1.OrdersRederived;
import dev.giveback.journal.v1.StoredBalance;
import dev.giveback.journal.v1.StoredLot;
import dev.giveback.journal.v1.StoredLotUse;
import dev.giveback.journal.v1.StoredRederivedOrder;
import dev.giveback.journal.v1.StoredRestoration;
import dev.giveback.journal.v1.StoredSpentLot;
import dev.giveback.loyalty.liability.Cohort.End;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All points of a program, followed from event to event. Events must come in the order in which they were recorded, so that points have
 * left one customer before they reach another.
 */
final class LotBook {
    private final Moment moment;
    private final CohortLedger ledger;
    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<String, Transit> transfers = new HashMap<>();
    private final Map<String, Leaving> merges = new HashMap<>();
    private long events;

    /** Everything of a customer that is on its way into another. */
    private record Leaving(Map<Long, OpenLot> lots, long owed, Map<String, Spent> orders, Map<String, Spent> coupons) {
        long points() {
            return lots.values().stream()
                    .mapToLong(lot -> lot.slices().points())
                    .sum();
        }
    }

    LotBook(Moment moment, CohortLedger ledger) {
        this.moment = moment;
        this.ledger = ledger;
    }

    Map<String, Account> accounts() {
        return accounts;
    }

    long events() {
        return events;
    }

    /** Points on their way, less what is owed by customers on their way. */
    long inTransit() {
        return transfers.values().stream().mapToLong(Transit::points).sum()
                + merges.values().stream()
                        .mapToLong(leaving -> leaving.points() - leaving.owed())
                        .sum();
    }

    /** What customers owe, those on their way too. */
    long owed() {
        return accounts.values().stream().mapToLong(account -> account.owed).sum()
                + merges.values().stream().mapToLong(Leaving::owed).sum();
    }

    /**
     * Takes one event of a customer.
     *
     * @throws IllegalStateException when the points do not add up to what the event says
     */
    void apply(String customer, long sequenceNumber, CustomerEvent event) {
        if (!moment.includes(event)) {
            return;
        }
        events++;
        Account account = accounts.computeIfAbsent(customer, unseen -> new Account());
        change(customer, account, event);
        if (moment.isLate(event)) {
            return;
        }
        for (StoredLotUse use : event.getExpiredList()) {
            OpenLot lot = account.lots.get(use.getLotId());
            long millis = lot == null || lot.expiresMillis() == 0 ? event.getRecordMillis() : lot.expiresMillis();
            ledger.end(End.EXPIRED, millis, account.take(use.getLotId(), use.getPoints()));
        }
        if (moment.millis() == moment.knownMillis()) {
            check(customer, sequenceNumber, account, event.getBalanceAfter());
        }
    }

    private static void check(String customer, long sequenceNumber, Account account, StoredBalance balance) {
        long recorded = balance.getAvailable() + balance.getPending() + balance.getHeld() - balance.getOwed();
        if (account.open() - account.owed != recorded) {
            throw new IllegalStateException("customer " + customer + ", event " + sequenceNumber + ": its lots come to "
                    + (account.open() - account.owed) + " points less those owed (expected: the recorded balance, "
                    + recorded + ")");
        }
    }

    private void change(String customer, Account account, CustomerEvent event) {
        long millis = event.getRecordMillis();
        switch (event.getChangeCase()) {
            case CHECKOUT_COMPLETED -> completed(account, event);
            case ORDER_REFUNDED -> refunded(account, event.getOrderRefunded());
            case ACTIVITY_REWARDED -> {
                var rewarded = event.getActivityRewarded();
                earned(
                        account,
                        millis,
                        rewarded.getPoints(),
                        rewarded.getOwedPaid(),
                        rewarded.hasLot() ? rewarded.getLot() : null);
            }
            case POINTS_ADJUSTED -> {
                var adjusted = event.getPointsAdjusted();
                long given = Math.max(0, adjusted.getPoints());
                earned(account, millis, given, adjusted.getOwedPaid(), adjusted.hasLot() ? adjusted.getLot() : null);
                takenBack(account, millis, adjusted.getUsesList());
            }
            case ORDERS_REDERIVED -> rederived(account, millis, event.getOrdersRederived());
            case ORDER_CORRECTED -> {
                var corrected = event.getOrderCorrected();
                if (moment.isLate(event)) {
                    correctedLate(account, corrected);
                } else {
                    rederived(account, millis, corrected.getSettled());
                }
            }
            case POINTS_REDEEMED ->
                redeemed(account, millis, event.getPointsRedeemed().getUsesList());
            case POINTS_HELD -> {
                var held = event.getPointsHeld();
                account.holds.put(held.getHoldId(), new Held(byLot(held.getUsesList()), held.getExpiresMillis()));
            }
            case HOLD_CAPTURED -> {
                account.holds.remove(event.getHoldCaptured().getHoldId());
                redeemed(account, millis, event.getHoldCaptured().getUsesList());
            }
            case HOLD_RELEASED -> account.holds.remove(event.getHoldReleased().getHoldId());
            case COUPON_GRANTED -> {
                var coupon = event.getCouponGranted().getCoupon();
                account.coupons.put(coupon.getCouponId(), Spent.inOrder(spent(account, millis, coupon.getSpentList())));
            }
            case COUPON_REVOKED -> {
                var revoked = event.getCouponRevoked();
                restored(account, millis, revoked.getRestoration(), account.coupons.get(revoked.getCouponId()));
            }
            case CHECKOUT_RESERVED -> {
                var order = event.getCheckoutReserved().getOrder();
                Map<Long, Long> byLot = new HashMap<>();
                order.getPrice().getSpentList().forEach(lot -> byLot.merge(lot.getLotId(), lot.getPoints(), Long::sum));
                account.reservations.put(
                        order.getOrderId(),
                        new Held(byLot, event.getCheckoutReserved().getExpiresMillis()));
            }
            case RESERVATION_EXTENDED -> {
                var extended = event.getReservationExtended();
                account.reservations.computeIfPresent(
                        extended.getOrderId(), (id, held) -> new Held(held.byLot(), extended.getExpiresMillis()));
            }
            case RESERVATION_CANCELLED ->
                account.reservations.remove(event.getReservationCancelled().getOrderId());
            case POINTS_SENT -> {
                var sent = event.getPointsSent();
                Transit transit = new Transit();
                for (StoredSpentLot lot : sent.getLotsList()) {
                    transit.add(lot.getExpiresMillis(), account.take(lot.getLotId(), lot.getPoints()));
                }
                transfers.put(key(customer, sent.getTransferId()), transit);
            }
            case POINTS_RECEIVED -> {
                var received = event.getPointsReceived();
                String key = key(received.getSender(), received.getTransferId());
                arrived(account, millis, key, received.getLotsList(), received.getOwedPaid());
            }
            case TRANSFER_RETURNED -> {
                var returned = event.getTransferReturned();
                String key = key(customer, returned.getTransferId());
                arrived(account, millis, key, returned.getLotsList(), returned.getOwedPaid());
            }
            case MERGE_BEGUN -> leave(customer, account, millis, event.getMergeBegun());
            case CUSTOMER_ABSORBED -> absorbed(account, millis, event.getCustomerAbsorbed());
            case MERGE_REVERTED ->
                comeBack(customer, account, event.getMergeReverted().getAttempt());
            case CUSTOMER_ENROLLED,
                    PROFILE_CHANGED,
                    PREFERENCES_CHANGED,
                    CUSTOMER_ERASED,
                    POINTS_EXPIRED,
                    TRANSFER_DECLINED,
                    TRANSFER_SETTLED,
                    MERGE_DECLINED,
                    MERGE_SETTLED -> {}
            case CHANGE_NOT_SET ->
                throw new IllegalStateException("customer " + customer
                        + ": change: none (expected: one that this build knows; was it written by a later one?)");
        }
    }

    private static String key(String customer, String id) {
        return customer + "|" + id;
    }

    private void completed(Account account, CustomerEvent event) {
        var order = event.getCheckoutCompleted();
        long millis = order.getPurchaseMillis();
        account.reservations.remove(order.getOrderId());
        List<List<Slice>> spent = spent(account, millis, order.getPrice().getSpentList());
        if (!spent.isEmpty()) {
            account.orders.put(order.getOrderId(), Spent.lastLotFirst(spent));
        }
        earned(account, millis, order.getPointsEarned(), order.getOwedPaid(), order.hasLot() ? order.getLot() : null);
    }

    private void refunded(Account account, OrderRefunded refunded) {
        long millis = refunded.getRefundMillis();
        restored(account, millis, refunded.getRestoration(), account.orders.get(refunded.getOrderId()));
        takenBack(account, millis, refunded.getUsesList());
        account.owed = Math.addExact(account.owed, refunded.getPointsOwed());
    }

    /** What was added belongs to the month of the purchase, like the order's other points. */
    private void rederived(Account account, long millis, OrdersRederived rederived) {
        for (StoredRederivedOrder order : rederived.getOrdersList()) {
            earned(
                    account,
                    order.getPurchaseMillis(),
                    order.getPointsAdded(),
                    order.getOwedPaid(),
                    order.hasLot() ? order.getLot() : null);
            takenBack(account, millis, order.getUsesList());
            account.owed = Math.addExact(account.owed, order.getPointsOwed());
        }
    }

    /** An order that became another one after the moment: what was made good of it counts, and of no other. */
    private void correctedLate(Account account, OrderCorrected corrected) {
        var order = corrected.getOrder();
        boolean wasBought = corrected.getPurchaseMillisBefore() <= moment.millis();
        boolean isBought = order.getPurchaseMillis() <= moment.millis();
        long given = order.getOwedPaid() + (order.hasLot() ? order.getLot().getOriginal() : 0);
        if (!wasBought) {
            List<List<Slice>> spent =
                    spent(account, order.getPurchaseMillis(), order.getPrice().getSpentList());
            if (!spent.isEmpty()) {
                account.orders.put(order.getOrderId(), Spent.lastLotFirst(spent));
            }
            earned(
                    account,
                    order.getPurchaseMillis(),
                    given,
                    order.getOwedPaid(),
                    order.hasLot() ? order.getLot() : null);
        }
        if (isBought) {
            OrdersRederived.Builder own = OrdersRederived.newBuilder();
            corrected.getSettled().getOrdersList().stream()
                    .filter(each -> each.getOrderId().equals(order.getOrderId()))
                    .forEach(own::addOrders);
            rederived(account, moment.millis(), own.build());
        } else if (order.hasLot()) {
            takenBack(
                    account,
                    moment.millis(),
                    List.of(StoredLotUse.newBuilder()
                            .setLotId(order.getLot().getLotId())
                            .setPoints(order.getLot().getOriginal())
                            .build()));
            account.owed = Math.addExact(account.owed, order.getOwedPaid());
        } else {
            account.owed = Math.addExact(account.owed, order.getOwedPaid());
        }
    }

    private void earned(Account account, long millis, long points, long owedPaid, @Nullable StoredLot lot) {
        if (points == 0) {
            return;
        }
        Slices slices = Slices.of(List.of(ledger.earn(millis, points)));
        payOwed(account, millis, slices.take(owedPaid));
        if (lot != null) {
            account.put(lot.getLotId(), lot.getExpiresMillis(), slices.all());
        }
    }

    private void payOwed(Account account, long millis, List<Slice> slices) {
        ledger.end(End.TAKEN_BACK, millis, slices);
        account.owed -= Account.sum(slices);
    }

    private void restored(Account account, long millis, StoredRestoration restoration, @Nullable Spent spent) {
        long points = restoration.getOwedPaid();
        for (StoredLot lot : restoration.getLotsList()) {
            points += lot.getOriginal();
        }
        if (points == 0) {
            return;
        }
        List<Slice> back = spent == null ? List.of() : spent.giveBack(points);
        ledger.restore(millis, back);
        Slices slices = Slices.of(back);
        if (slices.points() < points) {
            // Spent before anything that this report has seen: it counts as of the month in which it came back.
            slices.add(ledger.earn(millis, points - slices.points()));
        }
        payOwed(account, millis, slices.take(restoration.getOwedPaid()));
        for (StoredLot lot : restoration.getLotsList()) {
            account.put(lot.getLotId(), lot.getExpiresMillis(), slices.take(lot.getOriginal()));
        }
    }

    private void redeemed(Account account, long millis, List<StoredLotUse> uses) {
        uses.forEach(use -> ledger.end(End.REDEEMED, millis, account.take(use.getLotId(), use.getPoints())));
    }

    private void takenBack(Account account, long millis, List<StoredLotUse> uses) {
        uses.forEach(use -> ledger.end(End.TAKEN_BACK, millis, account.take(use.getLotId(), use.getPoints())));
    }

    private List<List<Slice>> spent(Account account, long millis, List<StoredSpentLot> lots) {
        List<List<Slice>> byLot = new ArrayList<>(lots.size());
        for (StoredSpentLot lot : lots) {
            List<Slice> taken = account.take(lot.getLotId(), lot.getPoints());
            ledger.end(End.REDEEMED, millis, taken);
            byLot.add(taken);
        }
        return byLot;
    }

    private void arrived(Account account, long millis, String key, List<StoredLot> lots, long owedPaid) {
        Transit transit = transfers.remove(key);
        if (transit == null) {
            // It left after the moment by a clock that ran backwards: its cohort is not known.
            long points =
                    owedPaid + lots.stream().mapToLong(StoredLot::getOriginal).sum();
            Slices slices = Slices.of(List.of(ledger.earn(millis, points)));
            payOwed(account, millis, slices.take(owedPaid));
            lots.forEach(lot -> account.put(lot.getLotId(), lot.getExpiresMillis(), slices.take(lot.getOriginal())));
            return;
        }
        payOwed(account, millis, transit.takeOwedPaid(lots));
        lots.forEach(lot -> account.put(lot.getLotId(), lot.getExpiresMillis(), transit.take(lot)));
    }

    private void leave(String customer, Account account, long millis, MergeBegun begun) {
        Leaving leaving = new Leaving(
                account.takeAllLive(millis), account.owed, Map.copyOf(account.orders), Map.copyOf(account.coupons));
        account.owed = 0;
        account.holds.clear();
        account.reservations.clear();
        merges.put(key(customer, Long.toString(begun.getAttempt())), leaving);
    }

    private void absorbed(Account account, long millis, CustomerAbsorbed absorbed) {
        Leaving leaving = merges.remove(key(absorbed.getSource(), Long.toString(absorbed.getAttempt())));
        if (leaving == null) {
            throw new IllegalStateException(
                    "customer " + absorbed.getSource() + ": was taken in (expected: after it was merged away)");
        }
        long offset = account.nextLotId() - 1;
        leaving.lots()
                .forEach((id, lot) -> account.put(
                        id + offset, lot.expiresMillis(), lot.slices().all()));
        account.numbersUsed(absorbed.getEstate().getNextLotId());
        account.owed = Math.addExact(account.owed, leaving.owed());
        account.orders.putAll(leaving.orders());
        account.coupons.putAll(leaving.coupons());
        for (StoredLotUse use : absorbed.getOwedUsesList()) {
            payOwed(account, millis, account.take(use.getLotId(), use.getPoints()));
        }
    }

    private void comeBack(String customer, Account account, long attempt) {
        Leaving leaving = merges.remove(key(customer, Long.toString(attempt)));
        if (leaving != null) {
            leaving.lots()
                    .forEach((id, lot) ->
                            account.put(id, lot.expiresMillis(), lot.slices().all()));
            account.owed = Math.addExact(account.owed, leaving.owed());
        }
    }

    private static Map<Long, Long> byLot(List<StoredLotUse> uses) {
        Map<Long, Long> byLot = new HashMap<>();
        uses.forEach(use -> byLot.merge(use.getLotId(), use.getPoints(), Math::addExact));
        return byLot;
    }
}
