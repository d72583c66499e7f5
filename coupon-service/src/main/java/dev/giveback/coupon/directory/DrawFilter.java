package dev.giveback.coupon.directory;

import dev.giveback.coupon.v1.DrawOutcome;
import java.util.List;

/**
 * Which draws are asked for.
 *
 * @param customer without the program; empty for everybody's
 * @param orderId empty for all
 * @param outcomes empty for all
 */
public record DrawFilter(String customer, String orderId, List<DrawOutcome> outcomes) {
    /** All draws. */
    public static final DrawFilter ALL = new DrawFilter("", "", List.of());

    public DrawFilter {
        outcomes = List.copyOf(outcomes);
    }

    Short[] outcomeNumbers() {
        return outcomes.stream().map(outcome -> (short) outcome.getNumber()).toArray(Short[]::new);
    }
}
