package dev.giveback.recommendation.domain;

import java.util.Optional;

/**
 * How the candidates of one mode are put in order.
 *
 * @param weights of the blend, which also say which strategy spoke most for a product
 * @param trees that decide beside the blend, if there are any
 */
record Ranking(Weights weights, Optional<Trees> trees) {
    /** How much the blend counts beside trees: a little, which steadies them from window to window. */
    private static final double SHARE = 0.25;

    /** What the blend of a product counts at least, beside trees. */
    private static final double LEAST = 0.001;

    static Ranking blend(Weights weights) {
        return new Ranking(weights, Optional.empty());
    }

    /** A score as one that is not negative, so that scores can be set in relation: log odds become odds. */
    double comparable(double score) {
        return trees.isPresent() ? Math.exp(score) : score;
    }

    /**
     * Scores a draft's candidates. Trees say by which factor the odds of a purchase are higher, and the blend's score to the power of {@link #SHARE} is
     * multiplied by it: a sum of logarithms.
     */
    void score(Shop shop, Draft draft, Wish wish, Signals signals, double[] into) {
        score(shop, draft, wish, signals, into, SHARE);
    }

    /** The same with another share, to try it. */
    void score(Shop shop, Draft draft, Wish wish, Signals signals, double[] into, double share) {
        for (int at = 0; at < draft.size(); at++) {
            into[at] = Blend.score(draft, at, weights);
        }
        if (trees.isPresent()) {
            signals.fill(shop, draft, wish);
            for (int at = 0; at < draft.size(); at++) {
                into[at] = trees.get().score(signals.table(), at * Signal.COUNT) + share * Math.log(into[at] + LEAST);
            }
        }
    }
}
