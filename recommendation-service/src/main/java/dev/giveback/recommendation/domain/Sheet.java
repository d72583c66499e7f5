package dev.giveback.recommendation.domain;

import java.util.ArrayList;
import java.util.List;

/** What the strategies said to the customers of one window, kept so that many weights can be tried. */
record Sheet(PurchaseModel model, List<Row> rows) {
    /** One customer's candidates, their scores by strategy, and what was bought. */
    @SuppressWarnings("ArrayRecordComponent")
    record Row(int[] products, float[][] scores, int[] wanted) {}

    static Sheet of(Window window, Mode mode) {
        Draft draft = new Draft();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < window.customers().length; i++) {
            int[] wanted = window.wanted(i, mode);
            if (wanted.length > 0) {
                draft.collect(window.shop(), window.customers()[i], Wish.any(window.shop().model, mode));
                rows.add(row(draft, wanted));
            }
        }
        return new Sheet(window.shop().model, rows);
    }

    private static Row row(Draft draft, int[] wanted) {
        int[] products = new int[draft.size()];
        float[][] scores = new float[Draft.STRATEGIES][draft.size()];
        for (int at = 0; at < products.length; at++) {
            products[at] = draft.product(at);
            for (int strategy = 0; strategy < Draft.STRATEGIES; strategy++) {
                scores[strategy][at] = (float) draft.score(strategy, at);
            }
        }
        return new Row(products, scores, wanted);
    }

    /** The mean NDCG of the first ten by those weights. */
    double ndcg(Weights weights) {
        double sum = 0;
        for (Row row : rows) {
            double[] scores = new double[row.products.length];
            for (int strategy = 0; strategy < Draft.STRATEGIES; strategy++) {
                double weight = weights.of(strategy);
                for (int at = 0; at < scores.length && weight > 0; at++) {
                    scores[at] += weight * row.scores[strategy][at];
                }
            }
            sum += Ndcg.of(Top.of(model, row.products, scores, scores.length, Ndcg.FIRST), row.wanted);
        }
        return rows.isEmpty() ? 0 : sum / rows.size();
    }
}
