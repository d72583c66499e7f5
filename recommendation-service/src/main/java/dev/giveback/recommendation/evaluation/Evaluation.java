package dev.giveback.recommendation.evaluation;

import dev.giveback.recommendation.domain.Learning;
import dev.giveback.recommendation.domain.Learnt;
import dev.giveback.recommendation.domain.Mode;
import dev.giveback.recommendation.domain.PurchaseModel;
import dev.giveback.recommendation.domain.Recommender;
import dev.giveback.recommendation.domain.Strategy;
import dev.giveback.recommendation.domain.TreeTrainer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * All methods on one cut.
 *
 * @param learnt what the service's last rows ranked by
 */
public record Evaluation(Cut cut, Learnt learnt, List<Row> rows) {
    /** One method in both modes. */
    public record Row(String method, Scores all, Scores fresh) {}

    /** The rows are copied. */
    public Evaluation {
        rows = List.copyOf(rows);
    }

    /**
     * Builds the service's model up to the cut, lets it learn, and asks each method.
     *
     * @param trainer {@link TreeTrainer#NONE} for the blend alone, which is the last row then
     * @param progress is told what is done next
     * @throws IllegalArgumentException if nobody came back within the window
     */
    public static Evaluation of(Cut cut, TreeTrainer trainer, Consumer<String> progress) {
        if (cut.wanted().isEmpty()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "targets: none (expected: customers who bought before %s and, within %d days, something that was sold before)",
                    LocalDate.ofEpochDay(cut.day()),
                    cut.days()));
        }
        progress.accept("building the model");
        PurchaseModel model = cut.model();
        Recommender recommender = new Recommender(model, cut.day());
        progress.accept("learning");
        Learnt learnt = new Learning(trainer).learn(model, cut.day());
        recommender.use(learnt);
        Map<String, Method> methods = methods(cut, recommender);
        if (!trainer.equals(TreeTrainer.NONE)) {
            methods.put("service", Method.service(recommender));
        }
        List<Row> rows = new ArrayList<>();
        methods.forEach((name, method) -> {
            progress.accept("asking " + name);
            rows.add(new Row(name, Scores.of(cut, method, Mode.ALL), Scores.of(cut, method, Mode.NEW)));
        });
        return new Evaluation(cut, learnt, rows);
    }

    private static Map<String, Method> methods(Cut cut, Recommender recommender) {
        Baselines baselines = new Baselines(cut);
        Map<String, Method> methods = new LinkedHashMap<>();
        methods.put("most popular, 14 days", baselines.mostPopular());
        methods.put("own frequency with decay, filled with what is popular", baselines.ownFrequency());
        for (Strategy strategy : Strategy.values()) {
            methods.put(
                    strategy.name().toLowerCase(Locale.ROOT).replace('_', ' '), Method.strategy(recommender, strategy));
        }
        methods.put("blend", Method.blend(recommender));
        return methods;
    }

    /** The figures, and how the last row compares with each other one. */
    public Report report() {
        Row last = rows.getLast();
        return new Report(
                LocalDate.ofEpochDay(cut.day()).toString(),
                cut.days(),
                cut.isWholeWindow(),
                last.all().customers(),
                last.fresh().customers(),
                rows.stream()
                        .map(row -> new Report.Row(
                                row.method(), figures(row.all(), last.all()), figures(row.fresh(), last.fresh())))
                        .toList(),
                judgement(learnt.allTrial(), learnt.weights(Mode.ALL)),
                judgement(learnt.freshTrial(), learnt.weights(Mode.NEW)));
    }

    private static Report.Figures figures(Scores scores, Scores last) {
        var less = last.over(scores);
        return new Report.Figures(
                scores.ndcg(),
                scores.recall(),
                scores.hit(),
                scores.mrr(),
                scores.coverage(),
                less.mean(),
                told(less.halfWidth()));
    }

    private static Report.Judgement judgement(Learnt.Trial trial, String weights) {
        return trial.customers() == 0
                ? new Report.Judgement(false, weights, 0, 0, 0, 0, 0)
                : new Report.Judgement(
                        trial.treesTakeOver(),
                        weights,
                        trial.customers(),
                        trial.blend(),
                        trial.trees(),
                        trial.gain(),
                        told(trial.halfWidth()));
    }

    /** One customer alone has no interval, which is told as 0. */
    private static double told(double halfWidth) {
        return Double.isFinite(halfWidth) ? halfWidth : 0;
    }
}
