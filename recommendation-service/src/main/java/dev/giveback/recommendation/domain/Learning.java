package dev.giveback.recommendation.domain;

import java.util.List;
import java.util.Optional;

/**
 * Learns from the windows that are closed. Reads the model while it is written to; needs a thread of its own for as long as it takes.
 *
 * <p>The latest window judges: weights and trees that learnt from the ones before it are tried on it. Then both learn again with it.
 */
public final class Learning {
    /** Windows that trees learn from. */
    static final int WINDOWS = 3;

    private final TreeTrainer trainer;

    /** With trees by that trainer. */
    public Learning(TreeTrainer trainer) {
        this.trainer = trainer;
    }

    /** What can be learnt from purchases before a day. */
    public Learnt learn(PurchaseModel model, int day) {
        List<Window> windows = Window.closed(model, day, WINDOWS + 1);
        if (windows.isEmpty()) {
            return Learnt.nothing(day);
        }
        Part all = learn(windows, Mode.ALL);
        Part fresh = learn(windows, Mode.NEW);
        return new Learnt(day, all.ranking, fresh.ranking, all.trial, fresh.trial);
    }

    private record Part(Ranking ranking, Learnt.Trial trial) {}

    private Part learn(List<Window> windows, Mode mode) {
        Sheet latest = Sheet.of(windows.getFirst(), mode);
        Weights weights = WeightFit.fit(latest, mode);
        if (windows.size() < 2) {
            return new Part(Ranking.blend(weights), Learnt.Trial.NONE);
        }
        List<Lesson> lessons =
                windows.stream().map(window -> Lesson.of(window, mode)).toList();
        Weights before = WeightFit.fit(Sheet.of(windows.get(1), mode), mode);
        Optional<Trees> treesBefore = trainer.train(lessons.subList(1, lessons.size()));
        if (treesBefore.isEmpty()) {
            return new Part(Ranking.blend(weights), Learnt.Trial.NONE);
        }
        Learnt.Trial trial =
                Trials.compare(windows.getFirst(), mode, Ranking.blend(before), new Ranking(before, treesBefore));
        Optional<Trees> trees = trial.treesTakeOver()
                ? trainer.train(lessons.subList(0, Math.min(WINDOWS, lessons.size())))
                : Optional.empty();
        return new Part(new Ranking(weights, trees), trial);
    }
}
