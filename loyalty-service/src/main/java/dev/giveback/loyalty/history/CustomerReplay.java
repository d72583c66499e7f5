package dev.giveback.loyalty.history;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.journal.CustomerJournals;
import dev.giveback.loyalty.journal.CustomerState;
import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.loyalty.journal.StoredCustomerEvent;
import dev.giveback.platform.journal.JournalCut;
import dev.giveback.platform.journal.JournalRow;
import dev.giveback.platform.journal.JournalScan;
import java.sql.SQLException;
import java.util.List;

/** The events of single customers from the journal, and the states that they make. Nothing but a page of rows is held at once. */
public final class CustomerReplay {
    private static final int PAGE_ROWS = 500;

    /** A customer's rows are durable one after the other, so what can be seen of them is complete without a cut. */
    private static final JournalCut EVERYTHING = new JournalCut(Long.MAX_VALUE);

    private final CustomerJournals journals;

    /** @param journals where customers' events are */
    public CustomerReplay(CustomerJournals journals) {
        this.journals = journals;
    }

    /** What is given the events in their order. */
    @FunctionalInterface
    interface Taker {
        /** Takes one; whether it wants more. */
        boolean take(long sequenceNumber, StoredCustomerEvent stored);
    }

    /** The state after this many events, or after all if there are fewer. It blocks on the database. */
    public CustomerState state(CustomerId id, long sequenceNumber) throws SQLException {
        Fold fold = new Fold(CustomerState.NEW);
        if (sequenceNumber > 0) {
            read(id, 0, (number, stored) -> {
                fold.state = fold.state.evolve(stored);
                return number < sequenceNumber;
            });
        }
        return fold.state;
    }

    /** Gives the events after this number until the taker wants no more. It blocks on the database. */
    void read(CustomerId id, long after, Taker taker) throws SQLException {
        String persistenceId = PersistenceIds.of(id);
        JournalScan scan = JournalScan.ofOne(journals.first(id), persistenceId, EVERYTHING, PAGE_ROWS);
        JournalScan.Place place = new JournalScan.Place(persistenceId, after);
        List<JournalRow> page = scan.page(place);
        while (!page.isEmpty()) {
            for (JournalRow row : page) {
                if (!taker.take(row.sequenceNumber(), stored(row))) {
                    return;
                }
            }
            page = page.size() < PAGE_ROWS ? List.of() : scan.page(JournalScan.after(page));
        }
    }

    /** A row of a customer, decoded. */
    static StoredCustomerEvent stored(JournalRow row) {
        try {
            return StoredCustomerEvent.of(JournalRecord.parseFrom(row.payload()));
        } catch (RuntimeException | InvalidProtocolBufferException unreadable) {
            throw new IllegalStateException(
                    "event of " + row.persistenceId() + " with sequence number " + row.sequenceNumber()
                            + ": not readable",
                    unreadable);
        }
    }

    private static final class Fold {
        private CustomerState state;

        Fold(CustomerState state) {
            this.state = state;
        }
    }
}
