package dev.giveback.loyalty.model;

import java.util.List;
import java.util.SplittableRandom;

/** Choices that a seed decides. */
final class Chance {
    private final SplittableRandom random;

    Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Both bounds included. */
    long between(long least, long most) {
        return least >= most ? least : random.nextLong(least, most + 1);
    }

    boolean percent(int percent) {
        return random.nextInt(100) < percent;
    }

    @SafeVarargs
    final <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Small numbers more often than large ones. */
    long upTo(long most) {
        return switch (random.nextInt(4)) {
            case 0 -> between(1, Math.min(3, most));
            case 1 -> between(1, Math.max(1, most / 10));
            default -> between(1, most);
        };
    }
}
