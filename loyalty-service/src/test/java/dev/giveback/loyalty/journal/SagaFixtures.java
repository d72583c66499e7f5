package dev.giveback.loyalty.journal;

import com.google.protobuf.ByteString;
import dev.giveback.journal.v1.CustomerSnapshot;
import dev.giveback.loyalty.domain.Balance;
import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Lot;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.domain.SpentLot;
import dev.giveback.platform.journal.ChainHash;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a second customer does together with others, for the fixtures; its events are in order, and have a snapshot of their own. */
final class SagaFixtures {
    /** The name of the snapshot's file. */
    static final String SNAPSHOT = "customer-snapshot-with-sagas";

    private static final Instant BEGIN = Instant.parse("2026-01-05T10:00:00.123Z");
    private static final Instant LATER = Instant.parse("2036-07-05T00:00:00Z");

    private final Map<String, CustomerEvent> events = new LinkedHashMap<>();

    private SagaFixtures() {
        add("saga-points-adjusted", new Change.PointsAdjusted("welcome", 50, 0, lot(1, 50), List.of()));
        add("points-sent", new Change.PointsSent("t-1", "ben", "for tea", List.of(new SpentLot(1, 10, LATER))));
        add("transfer-settled", new Change.TransferSettled("t-1", "ben"));
        add("points-sent-to-come-back", sent("t-2"));
        add(
                "transfer-returned",
                new Change.TransferReturned("t-2", "ben", Reason.BALANCE_LIMIT_REACHED, List.of(lot(2, 10)), 0));
        add("points-sent-and-under-way", sent("t-3"));
        add("points-received", new Change.PointsReceived("cleo", "t-1", "thanks", List.of(lot(3, 7)), 0));
        add("transfer-declined", new Change.TransferDeclined("dora", "t-1", 5, Reason.BALANCE_LIMIT_REACHED));
    }

    /** The events of the customer by the names of their files, in order. */
    static Map<String, CustomerEvent> events() {
        return new SagaFixtures().events;
    }

    /** The customer after all events. */
    static CustomerState state() {
        CustomerState state = CustomerState.NEW;
        ByteString hash = ChainHash.NONE;
        for (CustomerEvent event : events().values()) {
            StoredCustomerEvent stored = StoredCustomerEvent.following(hash, event);
            state = state.evolve(stored);
            hash = stored.chainHash();
        }
        return state;
    }

    static CustomerSnapshot snapshot() {
        return CustomerSnapshotMapper.toProto(state());
    }

    private static Change.PointsSent sent(String id) {
        return new Change.PointsSent(id, "ben", "", List.of(new SpentLot(1, 10, LATER)));
    }

    private static Lot lot(long id, long points) {
        Lot.Source source = id == 1 ? Lot.Source.ADJUSTMENT : Lot.Source.TRANSFER;
        return new Lot(id, source, "reference-" + id, BEGIN, BEGIN, LATER, points, points);
    }

    private void add(String name, Change change) {
        long number = events.size();
        CustomerEvent.Header header = new CustomerEvent.Header(
                BEGIN.plusSeconds(number),
                new Request("saga-" + number, -number, "till-7"),
                3,
                new Balance(40, 30, 20, 10),
                List.of(),
                null);
        events.put(name, new CustomerEvent(header, change));
    }
}
