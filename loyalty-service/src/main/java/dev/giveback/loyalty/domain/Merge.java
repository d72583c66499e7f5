package dev.giveback.loyalty.domain;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The merge of a customer into another one of the same program, which closes it.
 *
 * @param target the other customer's id
 * @param attempt revision of the event that began it
 * @param estate everything that the customer had; null when the target has it
 */
public record Merge(
        String target,
        long attempt,
        Instant begun,
        @Nullable Estate estate) {

    /** Whether the target has everything, so that it cannot be undone. */
    public boolean isSettled() {
        return estate == null;
    }

    /** What is said of a customer that is closed. */
    public Refusal refusal(String field, Program program) {
        if (isSettled()) {
            String name = new CustomerId(program.id(), target).name();
            return new Refusal(
                    Reason.CUSTOMER_MERGED, field + ": was merged into " + name, Map.of("merged_into", name));
        }
        return Refusal.of(Reason.CUSTOMER_MERGING, field + ": is being merged into another one; try again in a moment");
    }

    Merge settled() {
        return new Merge(target, attempt, begun, null);
    }
}
