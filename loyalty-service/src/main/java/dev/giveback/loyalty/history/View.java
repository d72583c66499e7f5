package dev.giveback.loyalty.history;

import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.journal.StoredCustomerEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer at a moment.
 *
 * @param recorded made of the events recorded by the moment and by the time of knowing
 * @param customer the same with the late facts
 * @param time that it stands at
 * @param known only events recorded by then count
 * @param late the late facts that were added; of more than {@link #MOST_LATE} the latest
 * @param first when the first event was recorded, be it after the moment; null without one
 */
record View(
        Customer recorded,
        Customer customer,
        Instant time,
        Instant known,
        List<Late> late,
        @Nullable Instant first) {
    static final int MOST_LATE = 1_000;

    View {
        late = List.copyOf(late);
    }

    /** A late fact, and the customer right before and after it was added. */
    record Late(long sequenceNumber, StoredCustomerEvent stored, Customer before, Customer after) {}

    /** Makes a view while it is given the events in their order. */
    static final class Maker {
        private final AsOf asOf;
        private final ViewFold fold = new ViewFold();
        private final Deque<Late> late = new ArrayDeque<>();
        private Instant time = Instant.EPOCH;
        private @Nullable Instant first;

        Maker(AsOf asOf) {
            this.asOf = asOf;
        }

        /** Takes an event; whether more can count. */
        boolean take(long sequenceNumber, StoredCustomerEvent stored) {
            Instant recorded = stored.event().header().time();
            first = first == null ? recorded : first;
            return switch (asOf) {
                case AsOf.Event last -> {
                    fold.take(stored.event(), new AsOf.Time(Instant.MAX, Instant.MAX));
                    time = recorded;
                    yield sequenceNumber < last.sequenceNumber();
                }
                case AsOf.Time at -> {
                    Customer before = fold.customer();
                    if (fold.take(stored.event(), at) == ViewFold.Taken.LATE) {
                        keep(new Late(sequenceNumber, stored, before, fold.customer()));
                    }
                    yield !recorded.isAfter(at.known());
                }
            };
        }

        private void keep(Late fact) {
            if (late.size() == MOST_LATE) {
                late.removeFirst();
            }
            late.addLast(fact);
        }

        View made() {
            Instant at = asOf instanceof AsOf.Time asked ? asked.about() : time;
            Instant known = asOf instanceof AsOf.Time asked ? asked.known() : time;
            return new View(fold.recorded(), fold.customer(), at, known, List.copyOf(late), first);
        }
    }
}
