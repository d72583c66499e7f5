package dev.giveback.torture.process;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a history of one customer can have happened one operation after the other, each at some moment between its call and its answer:
 * the search of Wing and Gong, with Lowe's memory of what was tried. At most 64 operations, so that what was placed is one number.
 */
final class Linearizability {
    /** The longest history. */
    static final int MOST = 64;

    private final List<Operation> operations;
    private final Set<Long> tried = new HashSet<>();
    private int mostPlaced;

    private Linearizability(List<Operation> operations) {
        this.operations = operations.stream()
                .sorted(Comparator.comparingLong(Operation::invoked))
                .toList();
    }

    /** Why there is no such order, in a story of all operations; empty when there is one. The customer begins with no points. */
    static List<String> violated(List<Operation> history) {
        if (history.size() > MOST) {
            throw new IllegalArgumentException("history: " + history.size() + " (expected: at most " + MOST + ")");
        }
        Linearizability search = new Linearizability(history);
        if (search.places(0, 0, 0)) {
            return List.of();
        }
        List<String> story = new ArrayList<>();
        story.add("at most " + search.mostPlaced + " of " + history.size() + " can be put in an order:");
        search.operations.forEach(operation -> story.add(operation.toString()));
        return story;
    }

    /**
     * Whether the rest can follow.
     *
     * @param placed a bit for each operation that has its place
     * @param count how many have
     * @param points after them; a function of {@code placed}, so it needs no memory of its own
     */
    private boolean places(long placed, int count, long points) {
        mostPlaced = Math.max(mostPlaced, count);
        if (count == operations.size()) {
            return true;
        }
        if (!tried.add(placed)) {
            return false;
        }
        long firstAnswer = firstAnswer(placed);
        for (int i = 0; i < operations.size(); i++) {
            Operation next = operations.get(i);
            boolean isFree = (placed & 1L << i) == 0;
            // Nothing can come before what had been answered when it was called.
            if (isFree && next.invoked() <= firstAnswer && next.fits(points)) {
                if (places(placed | 1L << i, count + 1, next.after(points))) {
                    return true;
                }
            }
        }
        return false;
    }

    private long firstAnswer(long placed) {
        long first = Long.MAX_VALUE;
        for (int i = 0; i < operations.size(); i++) {
            if ((placed & 1L << i) == 0) {
                first = Math.min(first, operations.get(i).returned());
            }
        }
        return first;
    }
}
