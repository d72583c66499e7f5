package dev.giveback.loyalty.journal;

import dev.giveback.loyalty.domain.Balance;
import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Preferences;
import dev.giveback.loyalty.domain.Purpose;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.platform.journal.ChainHash;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A fourth customer, who likes, avoids and objects to something, for the fixtures. */
final class PreferencesFixtures {
    /** The names of the files. */
    static final String EVENT = "preferences-changed";

    static final String SNAPSHOT = "customer-snapshot-4-with-preferences";

    private static final Preferences ALL = new Preferences(
            List.of("Candles", "Bags"),
            List.of("Toys"),
            Set.of(Purpose.LEARNING_FROM_PURCHASES, Purpose.PERSONAL_RECOMMENDATIONS));

    private PreferencesFixtures() {}

    static CustomerEvent event() {
        CustomerEvent.Header header = new CustomerEvent.Header(
                Instant.parse("2026-01-05T10:00:00.123Z"),
                new Request("preferences-0", 7, ""),
                3,
                new Balance(0, 0, 0, 0),
                List.of(),
                null);
        return new CustomerEvent(header, new Change.PreferencesChanged(ALL));
    }

    static CustomerState state() {
        return CustomerState.NEW.evolve(StoredCustomerEvent.following(ChainHash.NONE, event()));
    }
}
