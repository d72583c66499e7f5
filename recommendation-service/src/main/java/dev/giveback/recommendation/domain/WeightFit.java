package dev.giveback.recommendation.domain;

/**
 * Fits the weights of the blend to one window: one strategy after another takes the weight of a short list that gives the best NDCG, in two
 * rounds. A change must gain at least a little, so that what makes no difference stays.
 */
final class WeightFit {
    private static final double[] STEPS = {0, 0.05, 0.1, 0.2, 0.4, 0.7, 1};
    private static final double LEAST_GAIN = 0.0005;
    private static final int ROUNDS = 2;

    private WeightFit() {}

    static Weights fit(Sheet sheet, Mode mode) {
        Weights best = Weights.start(mode);
        double reached = sheet.ndcg(best);
        for (int round = 0; round < ROUNDS; round++) {
            for (Strategy strategy : Strategy.values()) {
                for (double step : STEPS) {
                    Weights tried = best.with(strategy.at(), step);
                    double ndcg = fixed(strategy, mode) ? 0 : sheet.ndcg(tried);
                    if (ndcg > reached + LEAST_GAIN) {
                        best = tried;
                        reached = ndcg;
                    }
                }
            }
        }
        return best;
    }

    /** Among what may be anything, buying again is the measure of all others; among what is new there is none of it. */
    private static boolean fixed(Strategy strategy, Mode mode) {
        return switch (strategy) {
            case BUY_AGAIN -> true;
            case GOES_WITH, SIMILAR_CUSTOMERS, POPULAR_NOW, PREFERRED_CATEGORIES, YEAR_AGO -> mode == Mode.AGAIN;
        };
    }
}
