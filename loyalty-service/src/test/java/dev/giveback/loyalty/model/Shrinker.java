package dev.giveback.loyalty.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes a list of steps that fails shorter: the shortest beginning that fails, then without every step that is not needed. */
final class Shrinker {
    private Shrinker() {}

    static List<Step> shrunk(List<Step> failing, Predicate<List<Step>> fails) {
        List<Step> steps = failing;
        for (int length = 1; length < failing.size(); length++) {
            if (fails.test(failing.subList(0, length))) {
                steps = failing.subList(0, length);
                break;
            }
        }
        int before;
        do {
            before = steps.size();
            steps = withoutNeedless(steps, fails);
        } while (steps.size() < before);
        return steps;
    }

    private static List<Step> withoutNeedless(List<Step> failing, Predicate<List<Step>> fails) {
        List<Step> steps = new ArrayList<>(failing);
        for (int i = steps.size() - 1; i >= 0; i--) {
            List<Step> fewer = new ArrayList<>(steps);
            fewer.remove(i);
            if (fails.test(fewer)) {
                steps = fewer;
            }
        }
        return steps;
    }
}
