package dev.giveback.recommendation.outcomes.planted;

import ml.dmlc.xgboost4j.java.DMatrix;

/** A planted violation: whoever records lists need not know how trees are grown. */
public final class KnowsXgboost {
    private KnowsXgboost() {}

    /** The violation itself. */
    public static void close(DMatrix matrix) {
        matrix.dispose();
    }
}
