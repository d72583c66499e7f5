package dev.giveback.feedback.links;

import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Purpose;
import java.time.Instant;

/** What a link leads to. */
public sealed interface LinkTarget {
    /** Whose link it is. */
    CustomerId customer();

    /**
     * A survey that somebody was invited to.
     *
     * @param expires until when it can be answered, in whole seconds
     */
    record Invitation(CustomerId customer, String contactId, Instant expires) implements LinkTarget {}

    /** The end of consent to a purpose. */
    record Unsubscribe(CustomerId customer, Purpose purpose) implements LinkTarget {}
}
