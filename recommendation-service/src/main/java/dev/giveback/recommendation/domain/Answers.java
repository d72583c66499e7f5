package dev.giveback.recommendation.domain;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The last answers, at most {@link #PLACES}: each customer and mode has one place, which the next one with the same place takes. Any thread.
 *
 * <p>An answer holds for as long as the customer's history and preferences are the very ones that it was made of.
 */
final class Answers {
    /** Recommendations of an answer. */
    static final int KEPT = 30;
    /** A power of two. */
    static final int PLACES = 1 << 14;

    private static final int MODES = Mode.values().length;

    private final AtomicReferenceArray<@Nullable Answer> places = new AtomicReferenceArray<>(PLACES);

    /** An answer without any wish, and what it was made of. */
    record Answer(int customer, Mode mode, History history, Stated stated, List<Recommendation> best) {}

    @SuppressWarnings("ReferenceEquality") // A history that was replaced by an equal one is rare, and only found again.
    @Nullable
    Answer get(int customer, Mode mode, History history, Stated stated) {
        Answer found = places.getAcquire(place(customer, mode));
        return found != null
                        && found.customer == customer
                        && found.mode == mode
                        && found.history == history
                        && found.stated == stated
                ? found
                : null;
    }

    void put(Answer answer) {
        places.setRelease(place(answer.customer, answer.mode), answer);
    }

    private static int place(int customer, Mode mode) {
        return ((customer + 1) * MODES + mode.at()) & (PLACES - 1);
    }
}
