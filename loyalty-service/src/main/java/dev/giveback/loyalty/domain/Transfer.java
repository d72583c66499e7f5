package dev.giveback.loyalty.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Points that a customer sent to another one of the same program.
 *
 * @param id unique for ever in the sender
 * @param recipient the other customer's id
 * @param lots that the points were taken from; empty when it has ended
 * @param points sent
 * @param ended when the sender recorded the end; null while it is under way
 * @param declined why the points came back; null if they did not
 */
public record Transfer(
        String id,
        String recipient,
        List<SpentLot> lots,
        long points,
        String reference,
        Instant sent,
        @Nullable Instant ended,
        @Nullable Reason declined) {
    public Transfer {
        lots = List.copyOf(lots);
    }

    /** As its first step makes it. */
    public static Transfer of(Change.PointsSent sent, Instant time) {
        return new Transfer(
                sent.transferId(),
                sent.recipient(),
                sent.lots(),
                SpentLot.sum(sent.lots()),
                sent.reference(),
                time,
                null,
                null);
    }

    /** Whether the sender has not recorded an end yet. */
    public boolean isUnderWay() {
        return ended == null;
    }

    /** What is said of points that the recipient declined. */
    public static Refusal declined(Reason reason) {
        return Decline.of(reason).told("recipient", "cannot take the points; the sender has them back");
    }

    Transfer ended(Instant time, @Nullable Reason reason) {
        return new Transfer(id, recipient, List.of(), points, reference, sent, time, reason);
    }
}
