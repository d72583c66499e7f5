package dev.giveback.recommendation.domain;

import java.util.EnumMap;
import java.util.Map;

/**
 * What a {@link Recommender} learnt from closed windows, and how well: immutable, to be handed to {@link Recommender#use}.
 *
 * @param day up to which it learnt
 */
public record Learnt(int day, Ranking all, Ranking fresh, Trial allTrial, Trial freshTrial) {
    /**
     * How the trees did against the blend on the latest closed windows, none of which they had seen when they were tried on it.
     *
     * @param customers of those windows, 0 when there was none
     * @param blend its mean NDCG of the first ten
     * @param trees theirs, NaN when there were none
     * @param gain the mean difference of the two, customer by customer
     * @param halfWidth of its interval of 95 %
     */
    public record Trial(int customers, double blend, double trees, double gain, double halfWidth) {
        static final Trial NONE = new Trial(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

        /** The rule: trees decide only when they are better by more than the interval. */
        public boolean treesTakeOver() {
            return gain > halfWidth;
        }
    }

    static Learnt nothing(int day) {
        return new Learnt(
                day,
                Ranking.blend(Weights.start(Mode.ALL)),
                Ranking.blend(Weights.start(Mode.NEW)),
                Trial.NONE,
                Trial.NONE);
    }

    /** The blend's weights of a mode, as a text for reports: by strategy, in their order. */
    public String weights(Mode mode) {
        return of(mode).weights().toString();
    }

    /** The blend's weights of a mode. */
    public Map<Strategy, Double> weightsByStrategy(Mode mode) {
        Map<Strategy, Double> weights = new EnumMap<>(Strategy.class);
        for (Strategy strategy : Strategy.values()) {
            weights.put(strategy, of(mode).weights().of(strategy.at()));
        }
        return weights;
    }

    /** Whether trees decide in a mode. */
    public boolean byTrees(Mode mode) {
        return of(mode).trees().isPresent();
    }

    /** How trees and blend did in a mode. */
    public Trial trial(Mode mode) {
        return switch (mode) {
            case ALL, AGAIN -> allTrial;
            case NEW -> freshTrial;
        };
    }

    Ranking of(Mode mode) {
        return switch (mode) {
            case ALL, AGAIN -> all;
            case NEW -> fresh;
        };
    }
}
