package dev.giveback.loyalty.journal;

import dev.giveback.loyalty.domain.CustomerId;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Where the events of customers are: those of all in the service's own journal, and before that, with journal shards, in a customer's own shard. */
public interface CustomerJournals {
    /** Connections to where a customer's events are stored first, so that a caller finds what it was told is recorded. */
    DataSource first(CustomerId id);

    /**
     * Returns when every event that the customer had when this was called is in the service's own journal. It blocks, for some milliseconds as a rule.
     *
     * @throws SQLException when a database could not be read, or the events did not come within 10 s
     */
    void awaitMerged(CustomerId id) throws SQLException;

    /** All events of customers are in this journal and nowhere else. */
    static CustomerJournals in(DataSource journal) {
        return new CustomerJournals() {
            @Override
            public DataSource first(CustomerId id) {
                return journal;
            }

            @Override
            public void awaitMerged(CustomerId id) {
                // They are there.
            }
        };
    }
}
