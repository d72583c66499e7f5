package dev.giveback.recommendation.evaluation;

import dev.giveback.recommendation.domain.Learning;
import dev.giveback.recommendation.domain.Learnt;
import dev.giveback.recommendation.domain.Mode;
import dev.giveback.recommendation.domain.PurchaseModel;
import dev.giveback.recommendation.domain.Recommender;
import dev.giveback.recommendation.domain.Strategy;
import dev.giveback.recommendation.domain.TreeTrainer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All methods on one cut.
 *
 * @param learnt what the service's last two rows ranked by
 */
public record Evaluation(Cut cut, Learnt learnt, List<Row> rows) {
    /** One method in both modes. */
    public record Row(String method, Scores all, Scores fresh) {}

    /** Builds the service's model up to the cut, lets it learn, and asks each method. */
    public static Evaluation of(Cut cut, TreeTrainer trainer) {
        PurchaseModel model = cut.model();
        Recommender recommender = new Recommender(model, cut.day());
        Learnt learnt = new Learning(trainer).learn(model, cut.day());
        recommender.use(learnt);
        Baselines baselines = new Baselines(cut);
        Map<String, Method> methods = new LinkedHashMap<>();
        methods.put("most popular, 14 days", baselines.mostPopular());
        methods.put("own frequency with decay, filled with what is popular", baselines.ownFrequency());
        for (Strategy strategy : Strategy.values()) {
            methods.put(
                    strategy.name().toLowerCase(Locale.ROOT).replace('_', ' '), Method.strategy(recommender, strategy));
        }
        methods.put("blend", Method.blend(recommender));
        methods.put("service", Method.service(recommender));
        List<Row> rows = new ArrayList<>();
        methods.forEach((name, method) ->
                rows.add(new Row(name, Scores.of(cut, method, Mode.ALL), Scores.of(cut, method, Mode.NEW))));
        return new Evaluation(cut, learnt, rows);
    }

    /** The table, and how the service's last row compares with each other one. */
    public String report() {
        Row service = rows.getLast();
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "Cut %s, %d days, %d customers, %d of them with new products%n%n",
                java.time.LocalDate.ofEpochDay(cut.day()),
                cut.days(),
                service.all().customers(),
                service.fresh().customers()));
        text.append(
                "| method | all: NDCG | Recall | Hit | MRR | coverage | service less this | new: NDCG | Recall | Hit | MRR"
                        + " | coverage | service less this |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        for (Row row : rows) {
            text.append("| ").append(row.method()).append(" | ");
            text.append(cells(row.all(), service.all())).append(" | ");
            text.append(cells(row.fresh(), service.fresh())).append(" |\n");
        }
        return text.append('\n')
                .append(told("all", learnt.allTrial(), learnt.weights(Mode.ALL)))
                .append(told("new", learnt.freshTrial(), learnt.weights(Mode.NEW)))
                .toString();
    }

    private static String cells(Scores scores, Scores service) {
        var less = service.over(scores);
        return String.format(
                Locale.ROOT,
                "%.4f | %.3f | %.3f | %.3f | %.3f | %+.4f ± %.4f",
                scores.ndcg(),
                scores.recall(),
                scores.hit(),
                scores.mrr(),
                scores.coverage(),
                less.mean(),
                less.halfWidth());
    }

    private static String told(String mode, Learnt.Trial trial, String weights) {
        return String.format(
                Locale.ROOT,
                "%s: blend weights %s; on the latest closed windows (%d customers) blend %.4f, trees %.4f, gain %+.4f ± %.4f: %s%n",
                mode,
                weights,
                trial.customers(),
                trial.blend(),
                trial.trees(),
                trial.gain(),
                trial.halfWidth(),
                trial.treesTakeOver() ? "the trees decide" : "the blend decides");
    }
}
