package dev.giveback.recommendation.domain;

import java.util.Arrays;

/** How much each strategy counts in the blend, by strategy; the best product of each has its whole weight. */
public final class Weights {
    private final double[] values;

    private Weights(double[] values) {
        this.values = values;
    }

    /** In the order of {@link Strategy}. */
    public static Weights of(double... values) {
        if (values.length != Draft.STRATEGIES || Arrays.stream(values).anyMatch(value -> !(value >= 0))) {
            throw new IllegalArgumentException(
                    "weights: " + Arrays.toString(values) + " (expected: one >= 0 a strategy)");
        }
        return new Weights(values.clone());
    }

    /** Where the fitting starts, and what holds before there was a window to fit them on. */
    static Weights start(Mode mode) {
        return switch (mode) {
            case ALL, AGAIN -> of(1, 0.1, 0.1, 0.05, 0.02, 0);
            case NEW -> of(0, 1, 0, 0.4, 0.5, 0);
        };
    }

    static Weights only(Strategy strategy) {
        double[] values = new double[Draft.STRATEGIES];
        values[strategy.at()] = 1;
        return new Weights(values);
    }

    double of(int strategy) {
        return values[strategy];
    }

    Weights with(int strategy, double value) {
        double[] changed = values.clone();
        changed[strategy] = value;
        return new Weights(changed);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
