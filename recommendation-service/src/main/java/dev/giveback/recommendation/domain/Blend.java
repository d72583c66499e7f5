package dev.giveback.recommendation.domain;

/** Scores the candidates of a draft by the weighted sum of what the strategies say. */
final class Blend {
    private Blend() {}

    static double score(Draft draft, int at, Weights weights) {
        double sum = 0;
        for (int strategy = 0; strategy < Draft.STRATEGIES; strategy++) {
            sum += weights.of(strategy) * draft.score(strategy, at);
        }
        return sum;
    }
}
