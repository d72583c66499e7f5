package dev.giveback.loyalty.domain;

/** What comes of a command. */
public sealed interface Decision {
    /** It is to be recorded; the answer tells of this event. */
    record Accepted(CustomerEvent event) implements Decision {}

    /** It was recorded before; the answer is the first one, told of the same event. */
    record Repeated(CustomerEvent event) implements Decision {}

    /** It is refused; nothing is recorded. */
    record Rejected(Refusal refusal) implements Decision {}

    /** There is nothing to record. */
    record Unchanged() implements Decision {}
}
