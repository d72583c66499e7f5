package dev.giveback.torture.simulation;

import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Decision;
import dev.giveback.loyalty.domain.Reason;

/** What the naive ledger says to a command. */
sealed interface Verdict {
    /** It is recorded. */
    record Accept() implements Verdict {}

    /** It is recorded that it is declined for ever. */
    record Decline() implements Verdict {}

    /** It was recorded before. */
    record Repeat() implements Verdict {}

    /** There is nothing to record. */
    record Unchanged() implements Verdict {}

    /** It is refused. */
    record Refuse(Reason reason) implements Verdict {}

    /** What the domain said, in the same words. */
    static Verdict of(Decision decision) {
        return switch (decision) {
            case Decision.Accepted accepted -> isDecline(accepted.event()) ? new Decline() : new Accept();
            case Decision.Repeated repeated -> new Repeat();
            case Decision.Rejected rejected -> new Refuse(rejected.refusal().reason());
            case Decision.Unchanged unchanged -> new Unchanged();
        };
    }

    private static boolean isDecline(CustomerEvent event) {
        return event.change() instanceof Change.TransferDeclined || event.change() instanceof Change.MergeDeclined;
    }
}
