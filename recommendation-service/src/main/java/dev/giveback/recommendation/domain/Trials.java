package dev.giveback.recommendation.domain;

import java.util.Arrays;

/** Tries two rankings on the customers of one window. */
final class Trials {
    private Trials() {}

    static Learnt.Trial compare(Window window, Mode mode, Ranking blend, Ranking trees) {
        Draft draft = new Draft();
        Signals signals = new Signals();
        Differences differences = new Differences();
        double blendSum = 0;
        double treesSum = 0;
        for (int i = 0; i < window.customers().length; i++) {
            int[] wanted = window.wanted(i, mode);
            if (wanted.length == 0) {
                continue;
            }
            Wish wish = Wish.any(window.shop().model, mode);
            draft.collect(window.shop(), window.customers()[i], wish);
            double first = ndcg(window.shop(), draft, wish, signals, blend, wanted);
            double second = ndcg(window.shop(), draft, wish, signals, trees, wanted);
            blendSum += first;
            treesSum += second;
            differences.add(second - first);
        }
        int customers = differences.count();
        return customers == 0
                ? Learnt.Trial.NONE
                : new Learnt.Trial(
                        customers,
                        blendSum / customers,
                        treesSum / customers,
                        differences.mean(),
                        differences.halfWidth());
    }

    private static double ndcg(Shop shop, Draft draft, Wish wish, Signals signals, Ranking ranking, int[] wanted) {
        double[] scores = new double[draft.size()];
        ranking.score(shop, draft, wish, signals, scores);
        int[] products = new int[draft.size()];
        Arrays.setAll(products, draft::product);
        return Ndcg.of(Top.of(shop.model, products, scores, products.length, Ndcg.FIRST), wanted);
    }
}
