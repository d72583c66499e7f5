package dev.giveback.recommendation.domain;

import dev.giveback.recommendation.evaluation.Cut;
import dev.giveback.recommendation.evaluation.ShopFiles;
import dev.giveback.recommendation.trees.XgboostTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Tries sizes of trees, and shares of the blend beside them, on the windows that start at given days: {@code ParameterTrials FOLDER CUT...}. What
 * it printed decided the constants of {@link Ranking} and of the trainer.
 */
public final class ParameterTrials {
    private static final double[] SHARES = {0, 0.25, 0.5, 1};
    private static final int[][] SIZES = {{50, 4}, {100, 4}, {50, 6}, {100, 6}};

    private ParameterTrials() {}

    /** The folder of a shop's files, and the first days of the windows that judge. */
    public static void main(String[] arguments) throws IOException {
        ShopFiles files = ShopFiles.read(Path.of(arguments[0]));
        for (String cut : Arrays.asList(arguments).subList(1, arguments.length)) {
            LocalDate day = LocalDate.parse(cut);
            PurchaseModel model =
                    Cut.of(files, day.plusDays(Window.DAYS), Window.DAYS).model();
            for (Mode mode : List.of(Mode.ALL, Mode.NEW)) {
                compare(model, Math.toIntExact(day.toEpochDay()), mode);
            }
        }
    }

    private static void compare(PurchaseModel model, int day, Mode mode) {
        List<Window> closed = Window.closed(model, day, Learning.WINDOWS);
        List<Lesson> lessons =
                closed.stream().map(window -> Lesson.of(window, mode)).toList();
        Weights weights = WeightFit.fit(Sheet.of(closed.getFirst(), mode), mode);
        Window judge = Window.of(model, day);
        print(day, mode, "blend " + weights, ndcg(judge, mode, Ranking.blend(weights), 1));
        for (int[] size : SIZES) {
            Optional<Trees> trees = new XgboostTrainer(size[0], size[1]).train(lessons);
            for (double share : SHARES) {
                print(
                        day,
                        mode,
                        size[0] + " trees of depth " + size[1] + ", share " + share,
                        ndcg(judge, mode, new Ranking(weights, trees), share));
            }
        }
    }

    private static void print(int day, Mode mode, String what, double ndcg) {
        System.out.printf("%s %s %s: %.4f%n", LocalDate.ofEpochDay(day), mode, what, ndcg);
    }

    private static double ndcg(Window window, Mode mode, Ranking ranking, double share) {
        Draft draft = new Draft();
        Signals signals = new Signals();
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < window.customers().length; i++) {
            int[] wanted = window.wanted(i, mode);
            if (wanted.length > 0) {
                Wish wish = Wish.any(window.shop().model, mode);
                draft.collect(window.shop(), window.customers()[i], wish);
                double[] scores = new double[draft.size()];
                ranking.score(window.shop(), draft, wish, signals, scores, share);
                int[] products = new int[draft.size()];
                Arrays.setAll(products, draft::product);
                all.add(Ndcg.of(Top.of(window.shop().model, products, scores, products.length, Ndcg.FIRST), wanted));
            }
        }
        return all.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
