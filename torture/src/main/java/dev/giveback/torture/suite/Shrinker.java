package dev.giveback.torture.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a list of steps that fails as short as it can: it leaves out ever smaller parts as long as the rest fails (delta debugging).
 * What is left fails, and fails no more without any single one of its steps, unless the {@value #MOST_TRIES} tries were used up.
 */
public final class Shrinker {
    /** How often a list is tried at most. */
    public static final int MOST_TRIES = 2_000;

    private Shrinker() {}

    /** The shortest list that was found. {@code fails} must answer the same whenever it is asked. */
    public static <S> List<S> shrunk(List<S> failing, Predicate<List<S>> fails) {
        List<S> steps = failing;
        int tries = 0;
        int part = Math.max(1, steps.size() / 2);
        while (tries < MOST_TRIES) {
            boolean isShorter = false;
            for (int from = 0; from < steps.size() && tries < MOST_TRIES; ) {
                List<S> fewer = without(steps, from, Math.min(steps.size(), from + part));
                tries++;
                if (fails.test(fewer)) {
                    steps = fewer;
                    isShorter = true;
                } else {
                    from += part;
                }
            }
            if (!isShorter && part == 1) {
                break;
            }
            part = Math.max(1, part / 2);
        }
        return steps;
    }

    private static <S> List<S> without(List<S> steps, int from, int to) {
        List<S> fewer = new ArrayList<>(steps.subList(0, from));
        fewer.addAll(steps.subList(to, steps.size()));
        return fewer;
    }
}
