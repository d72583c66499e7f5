package dev.giveback.loyalty.shadow;

import dev.giveback.loyalty.domain.Conditions;
import dev.giveback.loyalty.domain.Program;
import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is tried out.
 *
 * @param versions of the program, as recorded; never null for a version that decided an event
 * @param current the latest of these
 * @param candidates the rules to try
 * @param conditions what the conditions of coupons mean
 * @param since from when on the candidates decide; null for from the beginning
 * @param until events from then on are left out; null for none
 * @param end when what is outstanding is reckoned, unless a customer's own history goes further
 * @param spending of the candidates' customers
 */
public record Trial(
        LongFunction<Program> versions,
        Program current,
        List<Program> candidates,
        Conditions conditions,
        @Nullable Instant since,
        @Nullable Instant until,
        Instant end,
        Spending spending,
        TrialClock clock) {
    public Trial {
        candidates = List.copyOf(candidates);
    }
}
