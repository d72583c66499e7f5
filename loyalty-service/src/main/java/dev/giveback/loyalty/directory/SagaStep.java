package dev.giveback.loyalty.directory;

import dev.giveback.journal.v1.CustomerEvent;
import org.jspecify.annotations.Nullable;

/**
 * The first or the last step of a saga, as the customer that drives it records them.
 *
 * @param id of the saga in this customer
 * @param isFirst whether it begins; else it ends
 */
record SagaStep(SagaKind kind, String id, boolean isFirst) {

    /** What an event begins or ends; null for all others. */
    static @Nullable SagaStep of(CustomerEvent event) {
        if (event.hasPointsSent()) {
            return new SagaStep(SagaKind.TRANSFER, event.getPointsSent().getTransferId(), true);
        }
        if (event.hasTransferSettled()) {
            return new SagaStep(SagaKind.TRANSFER, event.getTransferSettled().getTransferId(), false);
        }
        if (event.hasTransferReturned()) {
            return new SagaStep(SagaKind.TRANSFER, event.getTransferReturned().getTransferId(), false);
        }
        if (event.hasMergeBegun()) {
            return merge(event.getMergeBegun().getAttempt(), true);
        }
        if (event.hasMergeSettled()) {
            return merge(event.getMergeSettled().getAttempt(), false);
        }
        if (event.hasMergeReverted()) {
            return merge(event.getMergeReverted().getAttempt(), false);
        }
        return null;
    }

    private static SagaStep merge(long attempt, boolean isFirst) {
        return new SagaStep(SagaKind.MERGE, Long.toString(attempt), isFirst);
    }
}
