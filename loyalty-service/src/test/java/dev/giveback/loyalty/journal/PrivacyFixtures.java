package dev.giveback.loyalty.journal;

import com.google.protobuf.ByteString;
import dev.giveback.loyalty.domain.Balance;
import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.domain.Sealed;
import dev.giveback.platform.journal.ChainHash;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a third customer tells of themselves until it is erased, for the fixtures; with a snapshot before and one after. */
final class PrivacyFixtures {
    /** The name of the file of the snapshot with a profile. */
    static final String WITH_PROFILE = "customer-snapshot-4-with-profile";
    /** The name of the file of the snapshot of an erased customer. */
    static final String ERASED = "customer-snapshot-4-erased";

    private static final Instant BEGIN = Instant.parse("2026-01-05T10:00:00.123Z");

    private final Map<String, CustomerEvent> events = new LinkedHashMap<>();

    private PrivacyFixtures() {
        add("profile-changed", new Change.ProfileChanged(Map.of(1, sealed("one"), 4, sealed("four")), Set.of(2, 5)));
        add("profile-cleared", new Change.ProfileChanged(Map.of(), Set.of(4)));
        add("customer-erased", new Change.CustomerErased());
    }

    private static Sealed sealed(String text) {
        return Sealed.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The events of the customer by the names of their files, in order. */
    static Map<String, CustomerEvent> events() {
        return new PrivacyFixtures().events;
    }

    /** The customer after so many events. */
    static CustomerState state(int count) {
        CustomerState state = CustomerState.NEW;
        ByteString hash = ChainHash.NONE;
        for (CustomerEvent event : List.copyOf(events().values()).subList(0, count)) {
            StoredCustomerEvent stored = StoredCustomerEvent.following(hash, event);
            state = state.evolve(stored);
            hash = stored.chainHash();
        }
        return state;
    }

    /** The states of the snapshots, by the names of their files. */
    static Map<String, CustomerState> states() {
        return Map.of(WITH_PROFILE, state(1), ERASED, state(3));
    }

    private void add(String name, Change change) {
        long number = events.size();
        CustomerEvent.Header header = new CustomerEvent.Header(
                BEGIN.plusSeconds(number),
                new Request("privacy-" + number, number, ""),
                3,
                new Balance(0, 0, 0, 0),
                List.of(),
                null);
        events.put(name, new CustomerEvent(header, change));
    }
}
