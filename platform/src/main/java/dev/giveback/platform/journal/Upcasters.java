package dev.giveback.platform.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/**
 * Brings stored events of earlier layouts to the one that this build writes, step by step. Stored bytes are never written again, because
 * their chain hash covers them; so every layout that was ever stored stays readable here, for ever.
 *
 * <p>Each kind of event has versions of its own, from 1. A step leads from one to the next, is pure, and knows nothing of later ones.
 *
 * @param <E> the stored event
 * @param <K> its kind
 */
public final class Upcasters<E, K> {
    private static final int FIRST = 1;

    private final Function<E, K> kind;
    private final ToIntFunction<E> version;
    private final Map<K, List<UnaryOperator<E>>> steps = new HashMap<>();

    /**
     * One step of one kind.
     *
     * @param from the version before it; it leads to the next
     * @param up pure, and sets the version that it leads to
     */
    public record Step<E, K>(K kind, int from, UnaryOperator<E> up) {}

    /**
     * These steps.
     *
     * @param kind of an event
     * @param version of an event's layout, at least 1
     * @throws IllegalArgumentException when the steps of a kind are not 1, 2, 3 and so on
     */
    public Upcasters(Function<E, K> kind, ToIntFunction<E> version, List<Step<E, K>> steps) {
        this.kind = kind;
        this.version = version;
        for (Step<E, K> step : steps) {
            List<UnaryOperator<E>> chain = this.steps.computeIfAbsent(step.kind(), unseen -> new ArrayList<>());
            if (step.from() != chain.size() + FIRST) {
                throw new IllegalArgumentException("step of " + step.kind() + " from version " + step.from()
                        + " (expected: from " + (chain.size() + FIRST) + ")");
            }
            chain.add(step.up());
        }
    }

    /** The version that this build writes of this kind. */
    public int current(K kind) {
        return steps.getOrDefault(kind, List.of()).size() + FIRST;
    }

    /**
     * The event as this build would have written it; itself if it did.
     *
     * @throws IllegalArgumentException when its version is one that this build does not know, or a step cannot read it
     */
    public E upcast(E stored) {
        K of = kind.apply(stored);
        int from = version.applyAsInt(stored);
        int to = current(of);
        if (from < FIRST || from > to) {
            throw new IllegalArgumentException("version of " + of + ": " + from + " (expected: " + FIRST + " to " + to
                    + "; was it written by a later build?)");
        }
        E event = stored;
        for (int reached = from; reached < to; reached++) {
            event = steps.getOrDefault(of, List.of()).get(reached - FIRST).apply(event);
            if (version.applyAsInt(event) != reached + 1) {
                throw new IllegalStateException("step of " + of + " from version " + reached + ": led to "
                        + version.applyAsInt(event) + " (expected: " + (reached + 1) + ")");
            }
        }
        return event;
    }
}
