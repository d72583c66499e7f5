package dev.giveback.recommendation.domain;

/** The best of scored products; ties by the product's id. */
final class Top {
    private Top() {}

    /** The best products, best first. Overwrites the scores of those that it took. */
    static int[] of(PurchaseModel model, int[] products, double[] scores, int size, int count) {
        int[] best = new int[Math.min(count, size)];
        for (int rank = 0; rank < best.length; rank++) {
            int at = best(model, products, scores, size);
            best[rank] = products[at];
            scores[at] = Double.NEGATIVE_INFINITY;
        }
        return best;
    }

    private static int best(PurchaseModel model, int[] products, double[] scores, int size) {
        int best = 0;
        for (int at = 1; at < size; at++) {
            if (scores[at] > scores[best]
                    || (scores[at] == scores[best] && before(model, products[at], products[best]))) {
                best = at;
            }
        }
        return best;
    }

    static boolean before(PurchaseModel model, int left, int right) {
        String first = model.products.name(left);
        String second = model.products.name(right);
        return first != null && second != null && first.compareTo(second) < 0;
    }
}
