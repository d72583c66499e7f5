package dev.giveback.recommendation.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.giveback.recommendation.domain.Lesson;
import dev.giveback.recommendation.domain.Trees;
import java.util.List;
import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.Test;

/** What is learnt, and that plain Java reads it as XGBoost does. */
final class XgboostTrainerTest {
    private static final int COLUMNS = 5;

    private static Lesson lesson(long seed) {
        Random random = new Random(seed);
        int rows = 3000;
        float[] signals = new float[rows * COLUMNS];
        float[] bought = new float[rows];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                signals[row * COLUMNS + column] = random.nextInt(6) == 0 ? Float.NaN : random.nextFloat();
            }
            float deciding = signals[row * COLUMNS + 2];
            bought[row] = !Float.isNaN(deciding) && deciding > 0.7 && random.nextInt(10) > 0 ? 1 : 0;
        }
        return new Lesson(COLUMNS, signals, bought, new int[] {rows});
    }

    @Test
    void theDecidingSignalIsLearnt() {
        Trees trees = new XgboostTrainer().train(List.of(lesson(1), lesson(2))).orElseThrow();

        assertThat(trees.trees()).isEqualTo(XgboostTrainer.TREES);
        double wanted = trees.score(new float[] {0.5f, 0.5f, 0.9f, 0.5f, 0.5f}, 0);
        double unwanted = trees.score(new float[] {0.5f, 0.5f, 0.3f, 0.5f, 0.5f}, 0);
        double unknown = trees.score(new float[] {0.5f, 0.5f, Float.NaN, 0.5f, 0.5f}, 0);
        assertThat(wanted).isGreaterThan(unwanted + 1).isGreaterThan(unknown + 1);
    }

    @Test
    void theSameLessonsGiveTheSameTrees() {
        Trees first = new XgboostTrainer().train(List.of(lesson(3))).orElseThrow();
        Trees second = new XgboostTrainer().train(List.of(lesson(3))).orElseThrow();
        float[] rows = lesson(4).signals();

        for (int row = 0; row < 1000; row++) {
            assertThat(first.score(rows, row * COLUMNS)).isEqualTo(second.score(rows, row * COLUMNS));
        }
    }

    @Test
    void nothingIsLearntFromNothing() {
        assertThat(new XgboostTrainer().train(List.of(new Lesson(COLUMNS, new float[0], new float[0], new int[0]))))
                .isEmpty();
    }

    @Test
    void theDumpIsReadAsXgboostReadsItsTrees() throws Exception {
        Lesson lesson = lesson(5);
        DMatrix matrix = new DMatrix(lesson.signals(), lesson.bought().length, COLUMNS, Float.NaN);
        matrix.setLabel(lesson.bought());
        Booster booster = XGBoost.train(
                matrix,
                Map.of("objective", "binary:logitraw", "base_score", 0, "max_depth", 6, "gamma", 1, "nthread", 1),
                50,
                Map.of(),
                null,
                null);
        Trees trees = TreeDump.read(booster.getModelDump("", false, "text"));
        float[][] theirs = booster.predict(matrix, true);

        for (int row = 0; row < lesson.bought().length; row++) {
            assertThat(trees.score(lesson.signals(), row * COLUMNS)).isCloseTo(theirs[row][0], within(1e-4));
        }
        booster.dispose();
        matrix.dispose();
    }

    @Test
    void aDumpThatIsNoneIsRefused() {
        assertThatThrownBy(() -> TreeDump.read(new String[] {"0:[f1<0.5] yes=1"}))
                .hasMessage("node: 0:[f1<0.5] yes=1 (expected: a split or a leaf)");
    }
}
