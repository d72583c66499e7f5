package dev.giveback.recommendation.domain;

import java.util.List;
import java.util.Optional;

/**
 * Learns from the windows that are closed. Reads the model while it is written to; needs a thread of its own for as long as it takes.
 *
 * <p>The latest windows judge: weights and trees that learnt from the ones before a window are tried on it. Then both learn again from the
 * latest ones.
 */
public final class Learning {
    /** Windows that judge: one has too few customers to tell a gain of a hundredth from chance. */
    static final int JUDGES = 3;
    /** Windows that trees learn from. */
    static final int WINDOWS = 3;

    private final TreeTrainer trainer;

    /** With trees by that trainer. */
    public Learning(TreeTrainer trainer) {
        this.trainer = trainer;
    }

    /** Whether there is a closed window to learn from; it looks at the histories and copies nothing. */
    public static boolean isPossible(PurchaseModel model, int day) {
        return Window.isClosed(model, day);
    }

    /** What can be learnt from purchases before a day. */
    public Learnt learn(PurchaseModel model, int day) {
        List<Window> windows = Window.closed(model, day, JUDGES + WINDOWS);
        if (windows.isEmpty()) {
            return Learnt.nothing(day);
        }
        Part all = learn(windows, Mode.ALL);
        Part fresh = learn(windows, Mode.NEW);
        return new Learnt(day, all.ranking, fresh.ranking, all.trial, fresh.trial);
    }

    private record Part(Ranking ranking, Learnt.Trial trial) {}

    private Part learn(List<Window> windows, Mode mode) {
        Weights weights = WeightFit.fit(Sheet.of(windows.getFirst(), mode), mode);
        List<Lesson> lessons =
                windows.stream().map(window -> Lesson.of(window, mode)).toList();
        Learnt.Trial trial = judge(windows, lessons, mode);
        Optional<Trees> trees = trial.treesTakeOver() ? trainer.train(from(lessons, 0)) : Optional.empty();
        return new Part(new Ranking(weights, trees), trial);
    }

    /** On each of the latest windows, what was learnt from those before it. */
    private Learnt.Trial judge(List<Window> windows, List<Lesson> lessons, Mode mode) {
        Trials trials = new Trials(mode);
        for (int judge = 0; judge < JUDGES && judge + 1 < windows.size(); judge++) {
            Optional<Trees> trees = trainer.train(from(lessons, judge + 1));
            if (trees.isEmpty()) {
                return Learnt.Trial.NONE;
            }
            Weights weights = WeightFit.fit(Sheet.of(windows.get(judge + 1), mode), mode);
            trials.add(windows.get(judge), Ranking.blend(weights), new Ranking(weights, trees));
        }
        return trials.result();
    }

    private static List<Lesson> from(List<Lesson> lessons, int first) {
        return lessons.subList(first, Math.min(first + WINDOWS, lessons.size()));
    }
}
