package dev.giveback.feedback.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One contact and what became of it.
 *
 * @param decision what was decided
 * @param notSentReason null unless it is NOT_SENT
 * @param attempts how often it was tried
 * @param mayHaveArrived whether a try was lost, so that the customer may have it
 * @param lease until when a try has it; null when none does
 * @param queued when it was put on its way: when it was decided, or asked for again
 * @param retry when it is tried again; null if it is not
 * @param sent when it went out; null if it did not
 * @param lastError what the latest failed try said; empty for nothing
 * @param answer null if there is none
 */
public record ContactRecord(
        Decided decision,
        Progress progress,
        @Nullable NotSentReason notSentReason,
        int attempts,
        boolean mayHaveArrived,
        @Nullable Instant lease,
        Instant queued,
        @Nullable Instant retry,
        @Nullable Instant sent,
        String lastError,
        @Nullable ContactAnswer answer) {
    /** As it is decided. */
    static ContactRecord of(Decided decision, Instant now) {
        boolean inApp = decision.channel() == Channel.IN_APP;
        Progress progress = decision.reason() != null ? Progress.NOT_SENT : inApp ? Progress.SENT : Progress.SENDING;
        return new ContactRecord(
                decision,
                progress,
                decision.reason(),
                0,
                false,
                null,
                now,
                null,
                progress == Progress.SENT ? now : null,
                "",
                null);
    }

    /** Its id. */
    public String id() {
        return decision.contactId();
    }

    /** When it was decided. */
    public Instant decided() {
        return decision.time();
    }

    ContactRecord begun(int attempt, Instant until) {
        return new ContactRecord(
                decision,
                Progress.SENDING,
                null,
                attempt,
                mayHaveArrived || lease != null,
                until,
                queued,
                null,
                null,
                lastError,
                answer);
    }

    ContactRecord ended(
            AttemptOutcome outcome,
            @Nullable Instant retryTime,
            @Nullable NotSentReason reason,
            String detail,
            Instant now) {
        Progress next = switch (outcome) {
            case SENT -> Progress.SENT;
            case RETRY -> Progress.WAITING;
            case FAILED -> Progress.FAILED;
            case UNKNOWN -> Progress.UNKNOWN;
            case NOT_SENT -> Progress.NOT_SENT;
        };
        boolean again = progress == Progress.FAILED || progress == Progress.UNKNOWN;
        return new ContactRecord(
                decision,
                next,
                reason,
                attempts,
                mayHaveArrived || next == Progress.UNKNOWN,
                null,
                again && next == Progress.WAITING ? now : queued,
                next == Progress.WAITING ? retryTime : null,
                next == Progress.SENT ? now : null,
                detail.isEmpty() ? lastError : detail,
                answer);
    }

    ContactRecord answered(@Nullable ContactAnswer given) {
        return new ContactRecord(
                decision,
                progress,
                notSentReason,
                attempts,
                mayHaveArrived,
                lease,
                queued,
                retry,
                sent,
                lastError,
                given);
    }

    /** What was decided about an occasion. */
    public record Decided(
            String contactId,
            String sourceId,
            long sourceVersion,
            OccasionKind occasion,
            String reference,
            Instant occasionTime,
            OrderFacts order,
            Channel channel,
            Purpose purpose,
            @Nullable NotSentReason reason,
            int chancePer10000,
            int drawn,
            int heldOutDrawn,
            int heldOutPer10000,
            String languageCode,
            @Nullable Instant expires,
            @Nullable Reward gift,
            long points,
            String tierId,
            Instant time) {}
}
