package dev.giveback.feedback.reports;

import dev.giveback.feedback.domain.QuestionKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * How often each score was given.
 *
 * @param kind one that is answered by a score
 * @param counts from the lowest score of the scale to the highest
 */
public record Scores(QuestionKind kind, List<Long> counts) {
    private static final int PROMOTER = 9;
    private static final int PASSIVE = 7;
    private static final int SATISFIED = 4;
    private static final int PERCENT = 100;

    public Scores {
        counts = List.copyOf(counts);
        if (!kind.isScore() || counts.size() != kind.highest() - kind.lowest() + 1) {
            throw new IllegalArgumentException(
                    "counts: " + counts.size() + " of " + kind + " (expected: one for each score of its scale)");
        }
    }

    /** None yet. */
    public static Scores none(QuestionKind kind) {
        return new Scores(kind, Collections.nCopies(kind.highest() - kind.lowest() + 1, 0L));
    }

    /** With more of one score; one that is not on the scale, of an earlier version that asked for another kind, counts for nothing. */
    public Scores with(int score, long more) {
        if (score < kind.lowest() || score > kind.highest()) {
            return this;
        }
        List<Long> sums = new ArrayList<>(counts);
        sums.set(score - kind.lowest(), sums.get(score - kind.lowest()) + more);
        return new Scores(kind, sums);
    }

    /** How many there are. */
    public long n() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    /** The figure that the kind is known for, by the formula in the contract; nothing without scores. */
    public Optional<Interval> figure() {
        if (n() == 0) {
            return Optional.empty();
        }
        return Optional.of(
                switch (kind) {
                    case NPS -> promoters();
                    case CSAT ->
                        Interval.ofShare(between(SATISFIED, kind.highest()), n())
                                .times(PERCENT);
                    case CES -> average();
                    case FREE_TEXT, SINGLE_CHOICE, MULTIPLE_CHOICE ->
                        throw new IllegalStateException("kind: " + kind + " (expected: one with a score)");
                });
    }

    /** The mean with its interval; nothing without scores. */
    public Optional<Interval> mean() {
        return n() == 0 ? Optional.empty() : Optional.of(average());
    }

    /** Each promoter counts +1, each detractor −1: the mean of these, and their variance. */
    private Interval promoters() {
        long n = n();
        long up = between(PROMOTER, kind.highest());
        long down = between(kind.lowest(), PASSIVE - 1);
        double mean = (double) (up - down) / n;
        double variance = (double) (up + down) / n - mean * mean;
        return Interval.ofMean(mean, Math.max(0, variance), n, -1, 1).times(PERCENT);
    }

    /** Of one score alone nothing is known of how they differ: its interval is the whole scale. */
    private Interval average() {
        long n = n();
        double sum = 0;
        for (int score = kind.lowest(); score <= kind.highest(); score++) {
            sum += (double) score * between(score, score);
        }
        double mean = sum / n;
        if (n == 1) {
            return new Interval(mean, kind.lowest(), kind.highest(), n);
        }
        double squares = 0;
        for (int score = kind.lowest(); score <= kind.highest(); score++) {
            squares += between(score, score) * (score - mean) * (score - mean);
        }
        return Interval.ofMean(mean, squares / (n - 1), n, kind.lowest(), kind.highest());
    }

    private long between(int low, int high) {
        return counts.subList(low - kind.lowest(), high - kind.lowest() + 1).stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
