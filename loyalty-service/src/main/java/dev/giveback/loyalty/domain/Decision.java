package dev.giveback.loyalty.domain;

import org.jspecify.annotations.Nullable;

/** What comes of a command. */
public sealed interface Decision {
    /**
     * It is to be recorded; the answer tells of this event.
     *
     * @param tried the account after the event, as it was tried to reckon the balance: complete but for that balance in the events that
     *     it remembers. Null when points or coupons expire with the event, and when it is not known
     */
    record Accepted(CustomerEvent event, @Nullable Customer tried) implements Decision {
        /** When the account after it is not known. */
        public Accepted(CustomerEvent event) {
            this(event, null);
        }
    }

    /** It was recorded before; the answer is the first one, told of the same event. */
    record Repeated(CustomerEvent event) implements Decision {}

    /** It is refused; nothing is recorded. */
    record Rejected(Refusal refusal) implements Decision {}

    /** There is nothing to record. */
    record Unchanged() implements Decision {}
}
