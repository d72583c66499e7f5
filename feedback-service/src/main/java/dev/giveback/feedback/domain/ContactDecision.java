package dev.giveback.feedback.domain;

import java.time.Instant;

/** What comes of a command. */
public sealed interface ContactDecision {
    /** It is to be recorded. */
    record Accepted(ContactEvent event) implements ContactDecision {}

    /** It was recorded before. */
    record Repeated() implements ContactDecision {}

    /** There is nothing to record: it is so already, or it came too late to matter. */
    record Nothing() implements ContactDecision {}

    /**
     * It is to be asked again.
     *
     * @param until when
     * @param why in a sentence
     */
    record Later(Instant until, String why) implements ContactDecision {}

    /** It is refused; nothing is recorded. */
    record Refused(Refusal refusal) implements ContactDecision {}
}
