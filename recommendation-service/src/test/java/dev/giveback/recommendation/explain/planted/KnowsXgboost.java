package dev.giveback.recommendation.explain.planted;

import ml.dmlc.xgboost4j.java.DMatrix;

/** A planted violation: texts are made of facts. */
public final class KnowsXgboost {
    private KnowsXgboost() {}

    /** The violation itself. */
    public static void close(DMatrix matrix) {
        matrix.dispose();
    }
}
