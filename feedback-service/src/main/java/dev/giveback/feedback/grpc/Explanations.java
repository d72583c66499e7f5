package dev.giveback.feedback.grpc;

import dev.giveback.feedback.domain.NotSentReason;

/** Why nothing was sent, in a sentence. */
public final class Explanations {
    private Explanations() {}

    /** The sentence of a reason. */
    public static String of(NotSentReason reason) {
        return switch (reason) {
            case CUSTOMER_GONE -> "The customer was erased or merged into another one, or is not known.";
            case NOT_ACTIVE -> "The survey or message was not active when it fell due.";
            case TOO_LATE -> "It was looked at later than the policy allows.";
            case OCCASION_OVER -> "What it was about is over: points spent, a coupon used, or bought again.";
            case HELD_OUT -> "The customer is of the group that is never asked.";
            case NOT_DRAWN -> "The chance said no.";
            case UNSUBSCRIBED -> "The customer withdrew consent to this purpose by this channel.";
            case NO_CONSENT -> "The customer never gave consent to this purpose by this channel.";
            case LIMIT_REACHED -> "A limit of the policy was reached.";
            case NO_ADDRESS -> "The profile has no e-mail address that can be one.";
            case NOT_CONFIGURED ->
                "The policy has no sender or no webhook address, or this installation sends no e-mail.";
        };
    }
}
