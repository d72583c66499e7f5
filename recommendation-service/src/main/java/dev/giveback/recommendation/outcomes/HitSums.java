package dev.giveback.recommendation.outcomes;

/**
 * Sums over the customers of one kind of lists, each of whom was shown x products, of which y were hits.
 *
 * @param customers to whom any was shown
 * @param lists that were shown
 * @param products sum of x
 * @param hits sum of y
 * @param squaredProducts sum of x·x
 * @param squaredHits sum of y·y
 * @param crossed sum of x·y
 */
record HitSums(
        long customers,
        long lists,
        long products,
        long hits,
        double squaredProducts,
        double squaredHits,
        double crossed) {
    /** The normal distribution lies within so many standard deviations with a probability of 95 %. */
    private static final double QUANTILE = 1.959963984540054;

    /** Hits by products; 0 when nothing was shown. */
    double rate() {
        return products == 0 ? 0 : (double) hits / products;
    }

    /** Half of the width of the rate's interval of 95 %; 0 with fewer than two customers. */
    double halfWidth() {
        return QUANTILE * Math.sqrt(variance());
    }

    /** This rate less another one. */
    double gainOver(HitSums other) {
        return isEnough() && other.isEnough() ? rate() - other.rate() : 0;
    }

    /** Half of the width of the gain's interval of 95 %, the customers of both counting as independent; 0 when either has fewer than two. */
    double gainHalfWidthOver(HitSums other) {
        return isEnough() && other.isEnough() ? QUANTILE * Math.sqrt(variance() + other.variance()) : 0;
    }

    /** Whether anything is known of how customers differ. */
    private boolean isEnough() {
        return customers >= 2;
    }

    /**
     * The estimated variance of a ratio of two sums over customers: of the residuals d = y − rate · x, n / (n − 1) · Σ d² / (Σ x)², without
     * correction for a finite population (Cochran, Sampling Techniques, 3rd edition 1977, 6.4). 0 with fewer than two customers.
     */
    private double variance() {
        if (!isEnough()) {
            return 0;
        }
        double rate = rate();
        // Their sum is 0 by the choice of the rate; rounding must not make its square negative.
        double residuals = Math.max(0, squaredHits - 2 * rate * crossed + rate * rate * squaredProducts);
        return residuals * customers / (customers - 1) / ((double) products * products);
    }
}
