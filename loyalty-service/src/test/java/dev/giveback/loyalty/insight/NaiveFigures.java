package dev.giveback.loyalty.insight;

import static java.util.Objects.requireNonNull;

import dev.giveback.journal.v1.CheckoutCompleted;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.StoredLot;
import dev.giveback.journal.v1.StoredLotUse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The same figures from the raw events, added up one by one with no code of the service's: slow, and plain to read. */
final class NaiveFigures {
    private final ZoneId zone;
    /** In the order of the columns of the answer. */
    final Map<LocalDate, long[]> days = new TreeMap<>();

    private final Map<String, Set<LocalDate>> active = new TreeMap<>();
    private final Map<String, Set<YearMonth>> ordered = new TreeMap<>();
    private final Map<String, StoredLot> lots = new HashMap<>();
    private final Map<String, LocalDate> lotDays = new HashMap<>();
    private final Set<String> known = new TreeSet<>();

    NaiveFigures(ZoneId zone) {
        this.zone = zone;
    }

    void add(String customer, CustomerEvent event) {
        LocalDate recorded = date(event.getRecordMillis());
        LocalDate own = recorded;
        switch (event.getChangeCase()) {
            case CHECKOUT_COMPLETED -> {
                CheckoutCompleted order = event.getCheckoutCompleted();
                own = date(order.getPurchaseMillis());
                add(own, 0, order.getPointsEarned());
                order.getPrice()
                        .getSpentList()
                        .forEach(spent -> add(date(order.getPurchaseMillis()), 1, spent.getPoints()));
                add(own, 7, 1);
                add(own, 8, order.getTotalMinor());
                came(customer, own, order.getLot());
                bought(customer, own);
            }
            case ACTIVITY_REWARDED -> {
                add(own, 0, event.getActivityRewarded().getPoints());
                came(customer, own, event.getActivityRewarded().getLot());
                acted(customer, own);
            }
            case ORDER_REFUNDED -> {
                var refund = event.getOrderRefunded();
                LocalDate day = date(refund.getRefundMillis());
                add(day, 3, sum(refund.getUsesList()) + refund.getPointsOwed());
                refund.getRestoration().getLotsList().forEach(lot -> {
                    add(day, 4, lot.getOriginal());
                    came(customer, day, lot);
                });
                add(day, 4, refund.getRestoration().getOwedPaid());
                add(day, 9, 1);
                add(day, 10, refund.getAmountMinor());
            }
            case COUPON_REVOKED -> {
                var restoration = event.getCouponRevoked().getRestoration();
                restoration.getLotsList().forEach(lot -> {
                    add(recorded, 4, lot.getOriginal());
                    came(customer, recorded, lot);
                });
                add(recorded, 4, restoration.getOwedPaid());
            }
            case COUPON_GRANTED ->
                event.getCouponGranted().getCoupon().getSpentList().forEach(lot -> add(recorded, 1, lot.getPoints()));
            case POINTS_REDEEMED -> {
                add(own, 1, sum(event.getPointsRedeemed().getUsesList()));
                acted(customer, own);
            }
            case HOLD_CAPTURED -> {
                add(own, 1, sum(event.getHoldCaptured().getUsesList()));
                acted(customer, own);
            }
            case POINTS_ADJUSTED -> {
                add(own, 5, event.getPointsAdjusted().getPoints());
                came(customer, own, event.getPointsAdjusted().getLot());
            }
            case ORDERS_REDERIVED ->
                rederived(customer, own, event.getOrdersRederived().getOrdersList());
            case ORDER_CORRECTED -> {
                var corrected = event.getOrderCorrected();
                LocalDate before = date(corrected.getPurchaseMillisBefore());
                LocalDate after = date(corrected.getOrder().getPurchaseMillis());
                add(before, 7, -1);
                add(before, 8, -corrected.getSpendBeforeMinor());
                add(after, 7, 1);
                add(after, 8, corrected.getSpendAfterMinor());
                bought(customer, after);
                rederived(customer, own, corrected.getSettled().getOrdersList());
            }
            case POINTS_SENT -> event.getPointsSent().getLotsList().forEach(lot -> add(recorded, 6, -lot.getPoints()));
            case POINTS_RECEIVED ->
                received(
                        customer,
                        own,
                        event.getPointsReceived().getLotsList(),
                        event.getPointsReceived().getOwedPaid());
            case TRANSFER_RETURNED ->
                received(
                        customer,
                        own,
                        event.getTransferReturned().getLotsList(),
                        event.getTransferReturned().getOwedPaid());
            case MERGE_BEGUN -> add(own, 6, -event.getMergeBegun().getPoints());
            case MERGE_REVERTED -> add(own, 6, event.getMergeReverted().getPoints());
            case CUSTOMER_ABSORBED -> {
                var estate = event.getCustomerAbsorbed().getEstate();
                estate.getLotsList().forEach(lot -> {
                    add(recorded, 6, lot.getRemaining());
                    came(customer, recorded, lot);
                });
                add(own, 6, -estate.getOwed());
            }
            default -> {}
        }
        for (StoredLotUse use : event.getExpiredList()) {
            String lot = customer + "|" + use.getLotId();
            LocalDate day = date(requireNonNull(lots.get(lot)).getExpiresMillis() - 1);
            LocalDate came = requireNonNull(lotDays.get(lot));
            day = day.isBefore(came) ? came : day;
            add(day.isAfter(recorded) ? recorded : day, 2, use.getPoints());
        }
        if (known.add(customer)) {
            add(own, 12, 1);
        }
    }

    private void rederived(String customer, LocalDate day, List<dev.giveback.journal.v1.StoredRederivedOrder> orders) {
        orders.forEach(order -> {
            add(day, 0, order.getPointsAdded());
            add(day, 3, sum(order.getUsesList()) + order.getPointsOwed());
            came(customer, day, order.getLot());
        });
    }

    private void received(String customer, LocalDate day, List<StoredLot> arrived, long owedPaid) {
        arrived.forEach(lot -> {
            add(day, 6, lot.getOriginal());
            came(customer, day, lot);
        });
        add(day, 6, owedPaid);
    }

    private void came(String customer, LocalDate day, StoredLot lot) {
        lots.put(customer + "|" + lot.getLotId(), lot);
        lotDays.put(customer + "|" + lot.getLotId(), day);
    }

    private void bought(String customer, LocalDate day) {
        ordered.computeIfAbsent(customer, any -> new TreeSet<>()).add(YearMonth.from(day));
        acted(customer, day);
    }

    private void acted(String customer, LocalDate day) {
        if (active.computeIfAbsent(customer, any -> new TreeSet<>()).add(day)) {
            add(day, 11, 1);
        }
    }

    private void add(LocalDate day, int column, long more) {
        days.computeIfAbsent(day, any -> new long[13])[column] += more;
    }

    /** Days of which anything but zeros is known. */
    Map<LocalDate, List<Long>> daysWithFigures() {
        Map<LocalDate, List<Long>> filled = new TreeMap<>();
        days.forEach((day, sums) -> {
            if (Arrays.stream(sums).anyMatch(sum -> sum != 0)) {
                filled.put(day, Arrays.stream(sums).boxed().toList());
            }
        });
        return filled;
    }

    Map<YearMonth, Long> activeByMonth() {
        Map<YearMonth, Long> months = new TreeMap<>();
        active.values()
                .forEach(all -> all.stream()
                        .map(YearMonth::from)
                        .distinct()
                        .forEach(month -> months.merge(month, 1L, Long::sum)));
        return months;
    }

    /** By the month of the first order and the month of another. */
    Map<String, Long> cohorts() {
        Map<String, Long> cohorts = new TreeMap<>();
        ordered.values()
                .forEach(months ->
                        months.forEach(month -> cohorts.merge(months.iterator().next() + " " + month, 1L, Long::sum)));
        return cohorts;
    }

    private static long sum(List<StoredLotUse> uses) {
        return uses.stream().mapToLong(StoredLotUse::getPoints).sum();
    }

    private LocalDate date(long millis) {
        return Instant.ofEpochMilli(millis).atZone(zone).toLocalDate();
    }
}
