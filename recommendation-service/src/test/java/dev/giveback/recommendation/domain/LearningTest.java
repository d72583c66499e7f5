package dev.giveback.recommendation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When the trees take over, and when they do not. */
final class LearningTest {
    private static final int DAY = 980;

    /** Forty customers who buy ten products in one window of four weeks, and ten others in the next, and so on. */
    private static PurchaseModel alternating() {
        PurchaseModel model = new PurchaseModel();
        for (int window = 0; window < 12; window++) {
            for (int customer = 0; customer < 40; customer++) {
                int set = (window + customer) % 2;
                List<ShopEvent.Line> lines = java.util.stream.IntStream.range(0, 10)
                        .mapToObj(product -> new ShopEvent.Line("set-" + set + "-" + product, 1))
                        .toList();
                model.apply(new ShopEvent.Bought("customer-" + customer, DAY - 12 * 28 + window * 28, lines), "");
            }
        }
        return model;
    }

    /** One tree that asks how long ago the customer bought it. */
    private static Trees olderThan4Weeks(float older, float younger) {
        Trees.Builder trees = new Trees.Builder();
        trees.tree(3);
        trees.inner(0, List.of(Signal.values()).indexOf(Signal.OWN_AGE), 29, 1, 2, 1);
        trees.leaf(1, younger);
        trees.leaf(2, older);
        return trees.build();
    }

    private static List<String> next(Learnt learnt, PurchaseModel model) {
        Recommender recommender = new Recommender(model, DAY);
        recommender.use(learnt);
        return recommender.recommend(Request.of("customer-0", Mode.ALL, 10)).stream()
                .map(Recommendation::product)
                .toList();
    }

    @Test
    void treesThatKnowBetterTakeOver() {
        PurchaseModel model = alternating();
        Learnt learnt = new Learning(lessons -> Optional.of(olderThan4Weeks(5, -5))).learn(model, DAY);

        assertThat(learnt.allTrial().customers()).isEqualTo(120);
        assertThat(learnt.allTrial().treesTakeOver()).isTrue();
        assertThat(learnt.allTrial().trees()).isEqualTo(1);
        // The last basket was of set 1, so it is the turn of set 0.
        assertThat(next(learnt, model)).allMatch(product -> product.startsWith("set-0-"));
    }

    @Test
    void treesThatKnowWorseDoNot() {
        PurchaseModel model = alternating();
        Learnt learnt = new Learning(lessons -> Optional.of(olderThan4Weeks(-5, 5))).learn(model, DAY);

        assertThat(learnt.allTrial().treesTakeOver()).isFalse();
        assertThat(next(learnt, model)).isEqualTo(next(new Learning(TreeTrainer.NONE).learn(model, DAY), model));
    }

    @Test
    void treesDoNotLearnFromTheWindowThatJudgesThem() {
        PurchaseModel model = alternating();
        java.util.ArrayList<Integer> lessonsGiven = new java.util.ArrayList<>();
        Learnt learnt = new Learning(lessons -> {
                    lessonsGiven.add(lessons.size());
                    return Optional.of(olderThan4Weeks(5, -5));
                })
                .learn(model, DAY);

        assertThat(learnt.day()).isEqualTo(DAY);
        // Six windows: three times the three before the one that judges, and then the three latest.
        assertThat(lessonsGiven).startsWith(3, 3, 3, 3);
    }

    @Test
    void withoutAnythingTheStartWeightsHold() {
        Learnt learnt = new Learning(TreeTrainer.NONE).learn(new PurchaseModel(), DAY);

        assertThat(learnt.weights(Mode.ALL)).isEqualTo(Weights.start(Mode.ALL).toString());
        assertThat(learnt.allTrial().treesTakeOver()).isFalse();
    }

    @Test
    void theIntervalIsThatOfPairedDifferences() {
        Differences differences = new Differences();
        for (double value : new double[] {1, 2, 3, 4}) {
            differences.add(value);
        }

        assertThat(differences.mean()).isEqualTo(2.5);
        assertThat(differences.halfWidth())
                .isCloseTo(1.959964 * Math.sqrt(5.0 / 3 / 4), org.assertj.core.api.Assertions.within(1e-12));
    }

    @Test
    void itIsPossibleExactlyWhenThereIsAClosedWindow() {
        for (int seed = 0; seed < 40; seed++) {
            PurchaseModel model = RandomShop.model(RandomShop.events(seed, 10 + 5 * seed));
            for (int day = 60; day < 240; day++) {
                assertThat(Learning.isPossible(model, day))
                        .as("seed %s, day %s", seed, day)
                        .isEqualTo(!Window.closed(model, day, 1).isEmpty());
            }
        }
    }
}
