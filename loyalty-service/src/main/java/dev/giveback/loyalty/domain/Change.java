package dev.giveback.loyalty.domain;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happened to a customer. */
public sealed interface Change {
    /** The customer enrolled. */
    record CustomerEnrolled() implements Change {}

    /**
     * An order was completed.
     *
     * @param total in minor units
     * @param pointsCut by caps
     * @param owedPaid points of those earned that paid off what was owed
     * @param lot null when nothing was left for one
     * @param refundableUntil null for always
     * @param countingDay day in the program's zone that it counts for, since 1970-01-01
     * @param tierId the tier right after
     * @param price null when the lines alone make it
     * @param inputs the customer right before it; null when it was stored without
     */
    record CheckoutCompleted(
            String orderId,
            Instant purchaseTime,
            List<OrderLine> lines,
            Money total,
            long pointsEarned,
            long pointsCut,
            long owedPaid,
            @Nullable Lot lot,
            List<RuleShare> rules,
            @Nullable Instant refundableUntil,
            long countingDay,
            String tierId,
            @Nullable Price price,
            @Nullable Inputs inputs)
            implements Change {
        public CheckoutCompleted {
            lines = List.copyOf(lines);
            rules = List.copyOf(rules);
        }

        /** An order of lines alone. */
        public CheckoutCompleted(
                String orderId,
                Instant purchaseTime,
                List<OrderLine> lines,
                Money total,
                long pointsEarned,
                long pointsCut,
                long owedPaid,
                @Nullable Lot lot,
                List<RuleShare> rules,
                @Nullable Instant refundableUntil,
                long countingDay,
                String tierId) {
            this(
                    orderId,
                    purchaseTime,
                    lines,
                    total,
                    pointsEarned,
                    pointsCut,
                    owedPaid,
                    lot,
                    rules,
                    refundableUntil,
                    countingDay,
                    tierId,
                    null,
                    null);
        }

        /** The same with what it gave when it was recorded. */
        CheckoutCompleted credited(long paidOff, @Nullable Lot given) {
            return new CheckoutCompleted(
                    orderId,
                    purchaseTime,
                    lines,
                    total,
                    pointsEarned,
                    pointsCut,
                    paidOff,
                    given,
                    rules,
                    refundableUntil,
                    countingDay,
                    tierId,
                    price,
                    inputs);
        }

        /** The same with other words on when and what was bought; what it earns is still to be reckoned. */
        CheckoutCompleted stating(Instant bought, List<OrderLine> others, Money sum) {
            return new CheckoutCompleted(
                    orderId,
                    bought,
                    others,
                    sum,
                    pointsEarned,
                    pointsCut,
                    owedPaid,
                    lot,
                    rules,
                    refundableUntil,
                    countingDay,
                    tierId,
                    price,
                    inputs);
        }

        CheckoutCompleted withPrice(Price other) {
            return new CheckoutCompleted(
                    orderId,
                    purchaseTime,
                    lines,
                    total,
                    pointsEarned,
                    pointsCut,
                    owedPaid,
                    lot,
                    rules,
                    refundableUntil,
                    countingDay,
                    tierId,
                    other,
                    inputs);
        }

        /** What each line costs in money, in minor units. */
        public long[] paidByLine() {
            long[] paid = new long[lines.size()];
            for (int i = 0; i < paid.length; i++) {
                paid[i] = lines.get(i).quantity() * lines.get(i).unitPriceMinor();
            }
            if (price != null) {
                price.takeFrom(paid);
            }
            return paid;
        }
    }

    /** What conditions look at besides the order: the customer right before it, and the clock on the wall in the program's zone. */
    record Inputs(Facts.CustomerFacts customer, LocalDateTime localTime) {}

    /** One line of an order, with the points that it earned. */
    record OrderLine(String product, String category, long quantity, long unitPriceMinor, long points) {}

    /** What one rule added to an order. */
    record RuleShare(String ruleId, long points) {}

    /**
     * Lines of an order were refunded.
     *
     * @param amount in minor units
     * @param uses lots that points were taken from
     * @param countingDay whose count it takes from
     * @param restoration null when lines alone were refunded that neither points nor coupons had paid for
     */
    record OrderRefunded(
            String orderId,
            Instant refundTime,
            String reference,
            List<RefundedLine> lines,
            long amount,
            long pointsDue,
            List<LotUse> uses,
            long pointsForgiven,
            long pointsOwed,
            long countingDay,
            @Nullable Restoration restoration)
            implements Change {
        public OrderRefunded {
            lines = List.copyOf(lines);
            uses = List.copyOf(uses);
        }

        /** A refund that gives nothing back but money. */
        public OrderRefunded(
                String orderId,
                Instant refundTime,
                String reference,
                List<RefundedLine> lines,
                long amount,
                long pointsDue,
                List<LotUse> uses,
                long pointsForgiven,
                long pointsOwed,
                long countingDay) {
            this(
                    orderId,
                    refundTime,
                    reference,
                    lines,
                    amount,
                    pointsDue,
                    uses,
                    pointsForgiven,
                    pointsOwed,
                    countingDay,
                    null);
        }
    }

    /**
     * What a refund, or a coupon taken back, gives back.
     *
     * @param isShipping whether the shipping was refunded
     * @param lots of points restored, after what was owed
     * @param owedPaid points restored that paid off what was owed
     * @param coupons that can be used again
     */
    record Restoration(boolean isShipping, List<Lot> lots, long owedPaid, List<ReturnedCoupon> coupons) {
        public Restoration {
            lots = List.copyOf(lots);
            coupons = List.copyOf(coupons);
        }

        /** All points restored. */
        public long points() {
            long points = owedPaid;
            for (Lot lot : lots) {
                points += lot.original();
            }
            return points;
        }
    }

    /**
     * A coupon given back.
     *
     * @param expires until when it can be used; null for ever
     * @param origin null when it was granted by hand
     * @param discount minor units that it had taken off the order
     */
    record ReturnedCoupon(
            String couponId,
            @Nullable Instant expires,
            @Nullable CouponOrigin origin,
            long discount) {}

    /**
     * An order was priced, and its points and coupons were set aside.
     *
     * @param order as it would be; its lot is never given
     */
    record CheckoutReserved(CheckoutCompleted order, Instant expires) implements Change {}

    /** A reservation got more time. */
    record ReservationExtended(String orderId, Instant expires) implements Change {}

    /** A reservation was set free. */
    record ReservationCancelled(String orderId, long released, List<String> couponIds) implements Change {
        public ReservationCancelled {
            couponIds = List.copyOf(couponIds);
        }
    }

    /** A coupon was granted, and its price, if any, was spent. */
    record CouponGranted(Coupon coupon) implements Change {}

    /**
     * A coupon was taken back.
     *
     * @param restoration null when no points were restored
     * @param origin null when it was granted by hand
     */
    record CouponRevoked(
            String couponId,
            String reason,
            @Nullable Restoration restoration,
            @Nullable CouponOrigin origin) implements Change {}

    /**
     * One line of a refund, with the points due for it.
     *
     * @param product of the line; empty in what was recorded before it was
     * @param unitPriceMinor of the line
     */
    record RefundedLine(int line, long quantity, long points, String product, long unitPriceMinor) {
        /** One that does not tell what it was. */
        public RefundedLine(int line, long quantity, long points) {
            this(line, quantity, points, "", 0);
        }
    }

    /**
     * An activity earned points.
     *
     * @param periodDay first day of the period that its limit counts it in, since 1970-01-01; 0 without a limit
     */
    record ActivityRewarded(
            String activity,
            String reference,
            long points,
            long owedPaid,
            @Nullable Lot lot,
            long periodDay) implements Change {}

    /**
     * What orders earn was derived again, and the difference made good.
     *
     * @param lateOrderIds orders, and orders with refunds, that became known late, in the order of purchase
     * @param orders those that earn something else now, the ones that gained first
     */
    record OrdersRederived(String reason, List<String> lateOrderIds, List<RederivedOrder> orders) implements Change {
        public OrdersRederived {
            lateOrderIds = List.copyOf(lateOrderIds);
            orders = List.copyOf(orders);
        }

        /** Points added less points taken and owed. */
        public long points() {
            return orders.stream().mapToLong(RederivedOrder::points).sum();
        }
    }

    /** A line of an order before a correction, and how much of it had been refunded. */
    record LineBefore(String product, long quantity, long unitPriceMinor, long refunded) {}

    /**
     * What was recorded of an order was wrong, and is as follows from now on.
     *
     * @param order with what it earns now; what it gave and was paid with when it was recorded stays
     * @param dayBefore that it counted for
     * @param pointsMoved from that day to its own now
     * @param spendBefore minor units, less refunds, that counted for that day
     * @param spendAfter minor units, less refunds, that count for its day now
     * @param settled what was made good, with the reason: of the order itself always, of others if they earn something else
     * @param linesBefore as they were known; none in what was recorded before they were
     */
    record OrderCorrected(
            CheckoutCompleted order,
            Instant purchaseTimeBefore,
            long dayBefore,
            long pointsMoved,
            long spendBefore,
            long spendAfter,
            OrdersRederived settled,
            List<LineBefore> linesBefore)
            implements Change {
        public OrderCorrected {
            linesBefore = List.copyOf(linesBefore);
        }

        /** What was made good of the order itself. */
        public RederivedOrder own() {
            return settled.orders().stream()
                    .filter(each -> each.orderId().equals(order.orderId()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "settled: without order " + order.orderId() + " (expected: the corrected order)"));
        }
    }

    /**
     * An order that earns something else than before.
     *
     * @param countingDay whose count it changes
     * @param before points that it earned
     * @param linePoints that its lines earn now
     * @param added points, what was owed included
     * @param lot of the others that were added; null when nothing was left for one
     * @param uses lots that points were taken from
     */
    record RederivedOrder(
            String orderId,
            Instant purchaseTime,
            long countingDay,
            long before,
            List<Long> linePoints,
            long added,
            long owedPaid,
            @Nullable Lot lot,
            List<LotUse> uses,
            long forgiven,
            long owed) {
        public RederivedOrder {
            linePoints = List.copyOf(linePoints);
            uses = List.copyOf(uses);
        }

        /** Points that it earns now. */
        public long after() {
            return linePoints.stream().mapToLong(Long::longValue).sum();
        }

        /** Points added less points taken and owed. */
        public long points() {
            return added - LotUse.sum(uses) - owed;
        }
    }

    /** Points were spent. */
    record PointsRedeemed(String reference, List<LotUse> uses) implements Change {
        public PointsRedeemed {
            uses = List.copyOf(uses);
        }
    }

    /** Points were set aside. */
    record PointsHeld(String holdId, List<LotUse> uses, Instant expires) implements Change {
        public PointsHeld {
            uses = List.copyOf(uses);
        }
    }

    /** A hold was spent, and the rest of it set free. */
    record HoldCaptured(String holdId, List<LotUse> uses, long released) implements Change {
        public HoldCaptured {
            uses = List.copyOf(uses);
        }
    }

    /** A hold was set free. */
    record HoldReleased(String holdId, long released) implements Change {}

    /** Points were added by hand, in a lot, or taken from lots. */
    record PointsAdjusted(
            String reason,
            long points,
            long owedPaid,
            @Nullable Lot lot,
            List<LotUse> uses) implements Change {
        public PointsAdjusted {
            uses = List.copyOf(uses);
        }
    }

    /**
     * Points left for another customer; from now on they are in transit.
     *
     * @param recipient the other customer's id
     * @param lots that they were taken from
     */
    record PointsSent(String transferId, String recipient, String reference, List<SpentLot> lots) implements Change {
        public PointsSent {
            lots = List.copyOf(lots);
        }
    }

    /**
     * Points arrived from another customer.
     *
     * @param sender the other customer's id
     * @param lots that were added, after what was owed
     * @param owedPaid points that paid off what was owed
     */
    record PointsReceived(String sender, String transferId, String reference, List<Lot> lots, long owedPaid)
            implements Change {
        public PointsReceived {
            lots = List.copyOf(lots);
        }

        /** All points received. */
        public long points() {
            return Lot.sum(lots) + owedPaid;
        }
    }

    /** Points of another customer were declined, for ever. */
    record TransferDeclined(String sender, String transferId, long points, Reason reason) implements Change {}

    /** Points that were sent have arrived. */
    record TransferSettled(String transferId, String recipient) implements Change {}

    /**
     * Points that were sent were declined, and came back.
     *
     * @param recipient the other customer's id
     * @param lots that were added, after what was owed
     * @param owedPaid points that paid off what was owed
     */
    record TransferReturned(String transferId, String recipient, Reason reason, List<Lot> lots, long owedPaid)
            implements Change {
        public TransferReturned {
            lots = List.copyOf(lots);
        }

        /** All points that came back. */
        public long points() {
            return Lot.sum(lots) + owedPaid;
        }
    }

    /**
     * The customer closed, and everything that it had is on the way to another one.
     *
     * @param target the other customer's id
     * @param attempt revision of this event, by which it is known
     * @param points that left, less those owed
     */
    record MergeBegun(String target, long attempt, long points, long orderCount) implements Change {}

    /**
     * Everything of another customer arrived.
     *
     * @param source the other customer's id
     * @param estate with lots numbered as in this customer
     * @param owedUses lots of both that what both owed was paid off from
     */
    record CustomerAbsorbed(String source, long attempt, Estate estate, List<LotUse> owedUses) implements Change {
        public CustomerAbsorbed {
            owedUses = List.copyOf(owedUses);
        }
    }

    /** Another customer was not taken, and this attempt never will be. */
    record MergeDeclined(String source, long attempt, Decline declined) implements Change {}

    /** The target has everything; the customer stays closed for ever. */
    record MergeSettled(String target, long attempt) implements Change {}

    /**
     * The target declined; everything is back.
     *
     * @param points that came back
     * @param nextExpiry when the first of the lots expires; null for never
     */
    record MergeReverted(
            String target,
            long attempt,
            Decline declined,
            long points,
            long orderCount,
            @Nullable Instant nextExpiry) implements Change {}

    /**
     * Fields of the profile changed.
     *
     * @param set fields that have another value now, by number
     * @param cleared numbers of those that have none any more
     */
    record ProfileChanged(Map<Integer, Sealed> set, Set<Integer> cleared) implements Change {
        public ProfileChanged {
            set = Map.copyOf(set);
            cleared = Set.copyOf(cleared);
        }
    }

    /** What the customer likes, avoids and objects to is this from now on. */
    record PreferencesChanged(Preferences preferences) implements Change {}

    /** The customer was erased: it is closed, and soon nobody can read what is sealed. */
    record CustomerErased() implements Change {}

    /** Points or coupons expired; which, stands in the header. */
    record PointsExpired() implements Change {}
}
