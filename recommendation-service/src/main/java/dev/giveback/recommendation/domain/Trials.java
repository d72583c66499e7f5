package dev.giveback.recommendation.domain;

import java.util.Arrays;

/** Tries two rankings on the customers of some windows, each time with what was learnt before the window. */
final class Trials {
    private final Mode mode;
    private final Draft draft = new Draft();
    private final Signals signals = new Signals();
    private final Differences differences = new Differences();
    private double blendSum;
    private double treesSum;

    Trials(Mode mode) {
        this.mode = mode;
    }

    void add(Window window, Ranking blend, Ranking trees) {
        for (int i = 0; i < window.customers().length; i++) {
            int[] wanted = window.wanted(i, mode);
            if (wanted.length > 0) {
                Wish wish = Wish.any(window.shop().model, mode);
                draft.collect(window.shop(), window.customers()[i], wish);
                double first = ndcg(window.shop(), draft, wish, signals, blend, wanted);
                double second = ndcg(window.shop(), draft, wish, signals, trees, wanted);
                blendSum += first;
                treesSum += second;
                differences.add(second - first);
            }
        }
    }

    Learnt.Trial result() {
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
