package dev.giveback.recommendation.catalogue.planted;

import ml.dmlc.xgboost4j.java.DMatrix;

/** A planted violation: the catalogue is a table. */
public final class KnowsXgboost {
    private KnowsXgboost() {}

    /** The violation itself. */
    public static void close(DMatrix matrix) {
        matrix.dispose();
    }
}
