package dev.giveback.recommendation.evaluation;

import dev.giveback.recommendation.domain.Mode;
import dev.giveback.recommendation.domain.Recommendation;
import dev.giveback.recommendation.domain.Recommender;
import dev.giveback.recommendation.domain.Request;
import dev.giveback.recommendation.domain.Strategy;
import java.util.List;

/** Recommends ten products to a customer. */
public interface Method {
    /** Product codes, best first. */
    List<String> recommend(String customer, Mode mode);

    /** What the service recommends by what it learnt. */
    static Method service(Recommender recommender) {
        return (customer, mode) -> codes(recommender.recommend(Request.of(customer, mode, Scores.FIRST)));
    }

    /** What the service recommends by its blend. */
    static Method blend(Recommender recommender) {
        return (customer, mode) -> codes(recommender.blend(Request.of(customer, mode, Scores.FIRST)));
    }

    /** What the service recommends by one strategy. */
    static Method strategy(Recommender recommender, Strategy strategy) {
        return (customer, mode) -> codes(
                recommender.recommend(Request.of(customer, mode, Scores.FIRST).by(strategy)));
    }

    private static List<String> codes(List<Recommendation> recommendations) {
        return recommendations.stream().map(Recommendation::product).toList();
    }
}
