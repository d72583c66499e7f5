package dev.giveback.recommendation.offers;

/**
 * A product that the customer may buy next.
 *
 * @param category empty for none
 * @param priceMinor of one
 * @param likelihood 0 to 1, as it compares with the other products of the same customer
 */
record Likely(String id, String category, double priceMinor, double likelihood) {
    Likely {
        if (!(likelihood >= 0 && likelihood <= 1) || !(priceMinor >= 0)) {
            throw new IllegalArgumentException(
                    "likelihood, priceMinor: " + likelihood + ", " + priceMinor + " (expected: 0 to 1, >= 0)");
        }
    }

    /** What is expected to be spent on it. */
    double spend() {
        return likelihood * priceMinor;
    }
}
