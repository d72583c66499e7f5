package dev.giveback.loyalty.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
     */
    record CompleteCheckout(
            Request request,
            String orderId,
            List<CompleteCheckout.Line> lines,
            @Nullable Instant purchaseTime) implements Command {
        public CompleteCheckout {
            lines = List.copyOf(lines);
        }

        /** One line of an order. */
        public record Line(String product, String category, long quantity, Money unitPrice) {}
    }

    /**
     * Refunds lines of an order.
     *
     * @param refundTime null for now
     */
    record RefundOrder(
            Request request,
            String orderId,
            List<RefundOrder.Line> lines,
            @Nullable Instant refundTime,
            String reference)
            implements Command {
        public RefundOrder {
            lines = List.copyOf(lines);
        }

        /** A quantity of the order's line of this number, counted from 1. */
        public record Line(int line, long quantity) {}
    }

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

    /** Records what has expired; the sweeper's. */
    record ExpirePoints() implements Command {
        @Override
        public Request request() {
            return Request.NONE;
        }
    }
}
