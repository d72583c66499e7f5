package dev.giveback.feedback.outbox;

import dev.giveback.feedback.domain.NotSentReason;
import dev.giveback.feedback.domain.Policy;
import dev.giveback.feedback.mail.SendOutcome;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A contact that is ready to go out.
 *
 * @param policy as it counts now
 * @param zone of the customer now
 * @param repeatable whether a try that was lost may be repeated
 * @param missing why it cannot be sent; null if it can
 */
record Parcel(
        Policy policy,
        ZoneId zone,
        boolean repeatable,
        @Nullable NotSentReason missing,
        Sending sending) {
    /** Sends; it may block. */
    @FunctionalInterface
    interface Sending {
        SendOutcome send() throws InterruptedException;
    }
}
