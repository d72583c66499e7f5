package dev.giveback.recommendation.domain;

/** A product of the catalogue with the numbers of its category and words; the category is -1 when there is none. */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody, changed by nobody.
record Entry(Product product, int category, int[] words) {}
