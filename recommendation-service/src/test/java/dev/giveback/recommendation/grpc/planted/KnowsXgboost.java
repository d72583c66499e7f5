package dev.giveback.recommendation.grpc.planted;

import ml.dmlc.xgboost4j.java.DMatrix;

/** A planted violation: the services ask, and do not learn. */
public final class KnowsXgboost {
    private KnowsXgboost() {}

    /** The violation itself. */
    public static void close(DMatrix matrix) {
        matrix.dispose();
    }
}
