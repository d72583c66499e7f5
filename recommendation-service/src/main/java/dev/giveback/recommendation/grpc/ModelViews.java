package dev.giveback.recommendation.grpc;

import com.google.protobuf.util.Timestamps;
import dev.giveback.recommendation.domain.Learnt;
import dev.giveback.recommendation.domain.Mode;
import dev.giveback.recommendation.live.FeedPoint;
import dev.giveback.recommendation.live.LiveShop;
import dev.giveback.recommendation.v1.Judgement;
import dev.giveback.recommendation.v1.Model;
import dev.giveback.recommendation.v1.Strategy;
import dev.giveback.recommendation.v1.StrategyWeight;
import java.time.LocalDate;
import java.util.Optional;

/** Models in the words of the contract. */
final class ModelViews {
    private ModelViews() {}

    static Model of(LiveShop shop, FeedPoint point, long digest, Optional<Learnt> learnt) {
        Model.Builder model = Model.newBuilder()
                .setCustomers(shop.model().customers())
                .setProducts(shop.model().products())
                .setPurchases(shop.model().purchases())
                .setResumeToken(point.token())
                .setDigest(digest)
                .setLearntDay(
                        learnt.map(lesson -> LocalDate.ofEpochDay(lesson.day()).toString())
                                .orElse(""))
                .setAny(judgement(shop.recommender().learnt(), Mode.ALL))
                .setOnlyNew(judgement(shop.recommender().learnt(), Mode.NEW));
        if (!point.isStart()) {
            model.setLastRecordTime(Timestamps.fromMillis(point.recordMillis()));
        }
        return model.build();
    }

    private static Judgement judgement(Learnt learnt, Mode mode) {
        Judgement.Builder judgement = Judgement.newBuilder().setByTrees(learnt.byTrees(mode));
        learnt.weightsByStrategy(mode)
                .forEach((strategy, weight) -> judgement.addWeights(
                        StrategyWeight.newBuilder().setStrategy(of(strategy)).setWeight(weight)));
        Learnt.Trial trial = learnt.trial(mode);
        if (trial.customers() > 0) {
            judgement
                    .setTrialCustomers(trial.customers())
                    .setBlendNdcg(trial.blend())
                    .setTreesNdcg(trial.trees())
                    .setGain(trial.gain())
                    .setGainHalfWidth(trial.halfWidth());
        }
        return judgement.build();
    }

    private static Strategy of(dev.giveback.recommendation.domain.Strategy strategy) {
        return switch (strategy) {
            case BUY_AGAIN -> Strategy.STRATEGY_BUY_AGAIN;
            case GOES_WITH -> Strategy.STRATEGY_GOES_WITH;
            case SIMILAR_CUSTOMERS -> Strategy.STRATEGY_SIMILAR_CUSTOMERS;
            case POPULAR_NOW -> Strategy.STRATEGY_POPULAR_NOW;
            case PREFERRED_CATEGORIES -> Strategy.STRATEGY_PREFERRED_CATEGORIES;
            case YEAR_AGO -> Strategy.STRATEGY_YEAR_AGO;
        };
    }
}
