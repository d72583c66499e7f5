package dev.giveback.loyalty.directory;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** How the sweeper has a customer's expired points and coupons recorded: the customer itself is asked, so that only one decides. */
@FunctionalInterface
public interface PointExpiry {

    /**
     * Records the points and coupons of this customer that have expired and that no event has recorded yet, if there are any. Repeating
     * it changes nothing. A failure means that nothing is known; the customer is asked again in the next sweep.
     */
    CompletionStage<Outcome> expire(String programId, String customerId);

    /**
     * How the customer stands now.
     *
     * @param revision the customer's, the event that this call may have recorded included; only with it can the sweeper tell whether
     *     the directory has seen a lot that this answer has not
     * @param next when a lot with points left or a coupon expires first; empty when none ever will. One that is past its expiry and kept
     *     by a live hold or reservation counts: its expiry, or the end of the hold
     */
    record Outcome(long revision, Optional<Instant> next) {}
}
