package dev.giveback.feedback.actor;

import dev.giveback.feedback.domain.ContactState;
import dev.giveback.feedback.domain.Refusal;
import java.time.Instant;

/** What a customer's actor answers. */
public sealed interface ContactReply {
    /**
     * It is so.
     *
     * @param state after it
     * @param repeated whether it was so before
     */
    record Done(ContactState state, boolean repeated) implements ContactReply {}

    /**
     * It is to be asked again.
     *
     * @param why in a sentence
     */
    record Later(Instant until, String why) implements ContactReply {}

    /** It is refused, and nothing was recorded. */
    record Refused(Refusal refusal) implements ContactReply {}
}
