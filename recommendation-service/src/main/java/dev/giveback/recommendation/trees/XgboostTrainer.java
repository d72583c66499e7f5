package dev.giveback.recommendation.trees;

import dev.giveback.recommendation.domain.Lesson;
import dev.giveback.recommendation.domain.TreeTrainer;
import dev.giveback.recommendation.domain.Trees;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Boosted trees by XGBoost, which is native code: loaded when first trained, by one thread. Where it cannot be loaded, nothing is learnt, and the log
 * says so. The same lessons give the same trees.
 */
public final class XgboostTrainer implements TreeTrainer {
    /** How many trees are learnt. */
    static final int TREES = 100;
    /** How many questions a tree asks at most before it adds. */
    static final int DEPTH = 4;

    private static final Logger LOG = LoggerFactory.getLogger(XgboostTrainer.class);

    private static final Map<String, Object> SETTINGS = Map.ofEntries(
            Map.entry("objective", "binary:logistic"),
            Map.entry("tree_method", "hist"),
            Map.entry("max_bin", 128),
            Map.entry("eta", 0.1),
            Map.entry("min_child_weight", 20),
            Map.entry("lambda", 5),
            Map.entry("subsample", 0.7),
            Map.entry("colsample_bytree", 0.7),
            Map.entry("seed", 1),
            Map.entry("verbosity", 0),
            Map.entry("nthread", 1));

    private final int trees;
    private final int depth;

    /** With {@link #TREES} trees of {@link #DEPTH} questions. */
    public XgboostTrainer() {
        this(TREES, DEPTH);
    }

    /** With other sizes, to try them. */
    public XgboostTrainer(int trees, int depth) {
        this.trees = trees;
        this.depth = depth;
    }

    @Override
    public Optional<Trees> train(List<Lesson> lessons) {
        if (lessons.stream().mapToInt(lesson -> lesson.bought().length).sum() == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(learn(lessons));
        } catch (XGBoostError | LinkageError failed) {
            LOG.warn("No trees were learnt, the blend stays: {}", failed.toString());
            return Optional.empty();
        }
    }

    private Trees learn(List<Lesson> lessons) throws XGBoostError {
        DMatrix matrix = matrix(lessons);
        try {
            Map<String, Object> settings = new HashMap<>(SETTINGS);
            settings.put("max_depth", depth);
            Booster booster = XGBoost.train(matrix, settings, trees, Map.of(), null, null);
            try {
                return TreeDump.read(booster.getModelDump("", false, "text"));
            } finally {
                booster.dispose();
            }
        } finally {
            matrix.dispose();
        }
    }

    private static DMatrix matrix(List<Lesson> lessons) throws XGBoostError {
        int columns = lessons.getFirst().columns();
        float[] signals = concat(lessons.stream().map(Lesson::signals).toList());
        float[] bought = concat(lessons.stream().map(Lesson::bought).toList());
        DMatrix matrix = new DMatrix(signals, bought.length, columns, Float.NaN);
        matrix.setLabel(bought);
        return matrix;
    }

    private static float[] concat(List<float[]> parts) {
        float[] whole = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }
}
