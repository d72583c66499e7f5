package dev.giveback.loyalty.domain;

import java.time.Instant;
import java.util.List;
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
            String tierId)
            implements Change {
        public CheckoutCompleted {
            lines = List.copyOf(lines);
            rules = List.copyOf(rules);
        }
    }

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
            long countingDay)
            implements Change {
        public OrderRefunded {
            lines = List.copyOf(lines);
            uses = List.copyOf(uses);
        }
    }

    /** One line of a refund, with the points due for it. */
    record RefundedLine(int line, long quantity, long points) {}

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

    /** Points expired; which, stands in the header. */
    record PointsExpired() implements Change {}
}
