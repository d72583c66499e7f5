package dev.giveback.recommendation.domain;

import java.util.Optional;

/**
 * How the candidates of one mode are put in order.
 *
 * @param weights of the blend, which also say which strategy spoke most for a product
 * @param trees that decide beside the blend, if there are any
 * @param share how much the blend still counts beside trees
 */
record Ranking(Weights weights, Optional<Trees> trees, double share) {
    /** What the blend of a product counts at least, beside trees. */
    private static final double LEAST = 0.001;

    static Ranking blend(Weights weights) {
        return new Ranking(weights, Optional.empty(), 1);
    }

    /**
     * Scores a draft's candidates. Trees say by which factor the odds of a purchase are higher, and the blend's score to the power of its share is
     * multiplied by it: a sum of logarithms.
     */
    void score(Shop shop, Draft draft, Signals signals, double[] into) {
        for (int at = 0; at < draft.size(); at++) {
            into[at] = Blend.score(draft, at, weights);
        }
        if (trees.isPresent()) {
            signals.fill(shop, draft);
            for (int at = 0; at < draft.size(); at++) {
                into[at] = trees.get().score(signals.table(), at * Signal.COUNT) + share * Math.log(into[at] + LEAST);
            }
        }
    }
}
