package dev.giveback.feedback.rewards;

/** What came of bringing a reward to a customer. */
sealed interface GrantOutcome {
    /** The customer has it. */
    record Given() implements GrantOutcome {}

    /** The customer never will have it. */
    record Refused(String reason) implements GrantOutcome {}

    /** Whether the customer has it is not known, or it is not to be had now: it is asked for again. */
    record Again(String why) implements GrantOutcome {}
}
