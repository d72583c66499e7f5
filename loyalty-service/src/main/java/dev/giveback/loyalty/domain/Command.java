package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.pricing.CouponTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a customer can be asked to do. Single fields have been checked by the adapter; rules over several are checked here. */
public sealed interface Command {
    Request request();

    /** Enrols the customer. */
    record Enroll(Request request) implements Command {}

    /**
     * Records an order and gives its points.
     *
     * @param purchaseTime null for now
     * @param expectedTotal in minor units; null for any
     */
    record CompleteCheckout(
            Request request,
            String orderId,
            Cart cart,
            @Nullable Instant purchaseTime,
            @Nullable Long expectedTotal) implements Command {
        /** An order of lines alone, of any total. */
        public CompleteCheckout(
                Request request, String orderId, List<CompleteCheckout.Line> lines, @Nullable Instant purchaseTime) {
            this(request, orderId, Cart.of(lines), purchaseTime, null);
        }

        /** The lines of its cart. */
        public List<CompleteCheckout.Line> lines() {
            return cart.lines();
        }

        /** One line of an order. */
        public record Line(String product, String category, long quantity, Money unitPrice) {}
    }

    /**
     * Refunds lines of an order.
     *
     * @param refundTime null for now
     * @param isShippingToo whether the shipping is refunded too
     */
    record RefundOrder(
            Request request,
            String orderId,
            List<RefundOrder.Line> lines,
            @Nullable Instant refundTime,
            String reference,
            boolean isShippingToo)
            implements Command {
        public RefundOrder {
            lines = List.copyOf(lines);
        }

        /** A refund of lines alone. */
        public RefundOrder(
                Request request,
                String orderId,
                List<RefundOrder.Line> lines,
                @Nullable Instant refundTime,
                String reference) {
            this(request, orderId, lines, refundTime, reference, false);
        }

        /** A quantity of the order's line of this number, counted from 1. */
        public record Line(int line, long quantity) {}
    }

    /**
     * Prices an order and sets its points and coupons aside.
     *
     * @param timeToLive null for the program's
     * @param expectedTotal in minor units; null for any
     */
    record ReserveCheckout(
            Request request,
            String orderId,
            Cart cart,
            @Nullable Duration timeToLive,
            @Nullable Long expectedTotal) implements Command {}

    /**
     * Gives a reservation more time, from now.
     *
     * @param timeToLive null for the program's
     */
    record ExtendReservation(
            Request request, String orderId, @Nullable Duration timeToLive) implements Command {}

    /**
     * Makes the order of a reservation.
     *
     * @param lines the part; empty for all of it
     * @param purchaseTime null for now
     */
    record ConfirmReservation(
            Request request,
            String orderId,
            List<ConfirmReservation.Line> lines,
            @Nullable Instant purchaseTime) implements Command {
        public ConfirmReservation {
            lines = List.copyOf(lines);
        }

        /** A quantity of the order's line of this number, counted from 1. */
        public record Line(int line, long quantity) {}
    }

    /** Sets a reservation free. */
    record CancelReservation(Request request, String orderId) implements Command {}

    /**
     * Puts a coupon into the customer's hands.
     *
     * @param start null for now
     * @param expires null for never
     * @param pointsPrice to spend for it
     * @param content fingerprint of all this but the request
     */
    record GrantCoupon(
            Request request,
            String couponId,
            String campaign,
            long campaignVersion,
            CouponTerms terms,
            @Nullable Instant start,
            @Nullable Instant expires,
            String code,
            long pointsPrice,
            long content)
            implements Command {}

    /** Takes a coupon back. */
    record RevokeCoupon(Request request, String couponId, String reason, boolean restorePoints) implements Command {}

    /** Gives the points of an activity. */
    record EarnPoints(Request request, String activity, String reference) implements Command {}

    /** Spends points at once. */
    record RedeemPoints(Request request, long points, String reference) implements Command {}

    /**
     * Sets points aside.
     *
     * @param timeToLive null for the program's
     */
    record HoldPoints(
            Request request,
            String holdId,
            long points,
            @Nullable Duration timeToLive) implements Command {}

    /**
     * Spends a hold.
     *
     * @param points 0 for all of them
     */
    record CaptureHold(Request request, String holdId, long points) implements Command {}

    /** Sets a hold free. */
    record ReleaseHold(Request request, String holdId) implements Command {}

    /** Adds points by hand, or takes them if negative. */
    record AdjustPoints(Request request, long points, String reason) implements Command {}

    /**
     * Sends points to another customer; the first step of a transfer.
     *
     * @param recipient the other customer's id
     * @param recipientProblem why this recipient can be sent nothing; null if nothing stands against it
     */
    record SendPoints(
            Request request,
            String transferId,
            String recipient,
            long points,
            String reference,
            @Nullable Refusal recipientProblem)
            implements Command {}

    /**
     * Takes points of another customer, or declines them for ever; the second step of a transfer.
     *
     * @param sender the other customer's id
     * @param lots that the points were taken from
     */
    record ReceivePoints(String sender, String transferId, String reference, List<SpentLot> lots) implements Command {
        public ReceivePoints {
            lots = List.copyOf(lots);
        }

        @Override
        public Request request() {
            return Request.NONE;
        }
    }

    /**
     * Records what the recipient did; the last step of a transfer.
     *
     * @param declined null if it took the points
     */
    record EndTransfer(String transferId, @Nullable Reason declined) implements Command {
        @Override
        public Request request() {
            return Request.NONE;
        }
    }

    /**
     * Closes the customer, to merge it into another one; the first step of a merge.
     *
     * @param target the other customer's id
     * @param bytes that everything the customer has comes to when it is stored
     * @param targetProblem why this target can take nothing; null if nothing stands against it
     */
    record BeginMerge(
            Request request,
            String target,
            long bytes,
            @Nullable Refusal targetProblem) implements Command {}

    /**
     * Takes everything of another customer, or declines for ever; the second step of a merge.
     *
     * @param source the other customer's id
     * @param attempt in the source
     * @param closed when the source was closed, by its own time, which may be ahead of that of the customer who takes it; null when that is
     *     not known, as from a node of an earlier release
     */
    record AbsorbCustomer(
            String source, long attempt, @Nullable Instant closed, Estate estate) implements Command {
        @Override
        public Request request() {
            return Request.NONE;
        }
    }

    /**
     * Records what the target did; the last step of a merge.
     *
     * @param declined null if it took everything
     */
    record EndMerge(long attempt, @Nullable Decline declined) implements Command {
        @Override
        public Request request() {
            return Request.NONE;
        }
    }

    /**
     * Changes fields of the profile.
     *
     * @param set fields that get another value, by number
     * @param cleared numbers of those that get none
     */
    record UpdateProfile(Request request, Map<Integer, Sealed> set, Set<Integer> cleared) implements Command {
        public UpdateProfile {
            set = Map.copyOf(set);
            cleared = Set.copyOf(cleared);
        }
    }

    /**
     * Changes what the customer likes, avoids and objects to.
     *
     * @param preferred categories, the dearest first, each once, at most {@link Preferences#MOST_CATEGORIES}; null to leave them
     * @param avoided categories, each once, at most as many; null to leave them
     * @param objections null to leave them
     */
    record UpdatePreferences(
            Request request,
            @Nullable List<String> preferred,
            @Nullable List<String> avoided,
            @Nullable Set<Purpose> objections)
            implements Command {}

    /** Closes the customer for ever, before the keys of what is sealed are deleted. */
    record EraseCustomer(Request request) implements Command {}

    /**
     * Makes good what orders should have earned.
     *
     * @param revision of the customer that this was calculated for
     */
    record RederiveOrders(Request request, String reason, long revision, Rederivation rederivation)
            implements Command {}

    /**
     * Corrects what was recorded of an order.
     *
     * @param revision of the customer that this was calculated for
     * @param outcome the correction, or why there can be none
     */
    record CorrectOrder(Request request, String reason, long revision, CorrectionOutcome outcome) implements Command {}

    /** Records points and coupons that have expired; the sweeper's. */
    record ExpirePoints() implements Command {
        @Override
        public Request request() {
            return Request.NONE;
        }
    }
}
