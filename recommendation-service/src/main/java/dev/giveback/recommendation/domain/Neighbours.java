package dev.giveback.recommendation.domain;

/** The products that are most often in one basket with a product, by falling similarity. */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody, changed by nobody.
record Neighbours(int[] products, float[] similarities) {
    static final Neighbours NONE = new Neighbours(new int[0], new float[0]);
}
