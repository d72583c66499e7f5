package dev.giveback.recommendation.contract.planted;

import ml.dmlc.xgboost4j.java.DMatrix;

/** A planted violation: a status is no ranking. */
public final class KnowsXgboost {
    private KnowsXgboost() {}

    /** The violation itself. */
    public static void close(DMatrix matrix) {
        matrix.dispose();
    }
}
