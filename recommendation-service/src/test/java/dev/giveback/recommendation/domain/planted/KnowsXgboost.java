package dev.giveback.recommendation.domain.planted;

import ml.dmlc.xgboost4j.java.DMatrix;

/** A planted violation: the domain reads trees, and does not know who grew them. */
public final class KnowsXgboost {
    private KnowsXgboost() {}

    /** The violation itself. */
    public static void close(DMatrix matrix) {
        matrix.dispose();
    }
}
