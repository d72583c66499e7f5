package dev.giveback.loyalty.shadow;

import dev.giveback.loyalty.domain.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of a trial, over the customers of one thread; those of all threads are added up. Not for several threads. */
public final class TrialSums {
    private static final int SHOWN_DIFFERENCES = 10;

    private final SideSums baseline;
    private final List<SideSums> candidates = new ArrayList<>();
    private final List<Map<Move, Long>> moves = new ArrayList<>();
    private final List<CustomerOutcome> outcomes = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private long differenceCount;

    /** Nothing yet. */
    public TrialSums(Trial trial) {
        baseline = new SideSums(trial.current().zone());
        for (Program candidate : trial.candidates()) {
            candidates.add(new SideSums(candidate.zone()));
            moves.add(new TreeMap<>());
        }
    }

    /** From a tier under the recorded rules to one under a candidate. */
    public record Move(String from, String to) implements Comparable<Move> {
        @Override
        public int compareTo(Move other) {
            int byFrom = from.compareTo(other.from);
            return byFrom != 0 ? byFrom : to.compareTo(other.to);
        }
    }

    void differs(String customer, long sequenceNumber) {
        differenceCount++;
        if (differences.size() < SHOWN_DIFFERENCES) {
            differences.add(customer + " #" + sequenceNumber);
        }
    }

    void moved(int candidate, String from, String to) {
        moves.get(candidate).merge(new Move(from, to), 1L, Long::sum);
    }

    void ended(CustomerOutcome outcome) {
        outcomes.add(outcome);
    }

    /** Adds those of another thread. */
    public void add(TrialSums other) {
        baseline.add(other.baseline);
        for (int i = 0; i < candidates.size(); i++) {
            candidates.get(i).add(other.candidates.get(i));
            Map<Move, Long> mine = moves.get(i);
            other.moves.get(i).forEach((move, customers) -> mine.merge(move, customers, Long::sum));
        }
        outcomes.addAll(other.outcomes);
        differenceCount += other.differenceCount;
        differences.addAll(other.differences);
        differences.sort(null);
        differences
                .subList(Math.min(SHOWN_DIFFERENCES, differences.size()), differences.size())
                .clear();
    }

    /** Under the recorded rules. */
    public SideSums baseline() {
        return baseline;
    }

    /** Under each candidate. */
    public List<SideSums> candidates() {
        return candidates;
    }

    /** Customers by their tiers at the end, for each candidate. */
    public List<Map<Move, Long>> moves() {
        return moves;
    }

    /** One a customer. */
    public List<CustomerOutcome> outcomes() {
        return outcomes;
    }

    /** Events that came out otherwise under the recorded rules. */
    public long differenceCount() {
        return differenceCount;
    }

    /** Some of them. */
    public List<String> differences() {
        return differences;
    }
}
