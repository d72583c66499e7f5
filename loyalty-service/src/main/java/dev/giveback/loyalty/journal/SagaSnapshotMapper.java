package dev.giveback.loyalty.journal;

import dev.giveback.journal.v1.CustomerSnapshot;
import dev.giveback.journal.v1.SnapshotArrival;
import dev.giveback.journal.v1.SnapshotTransfer;
import dev.giveback.loyalty.domain.Arrival;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Sagas;
import dev.giveback.loyalty.domain.Transfer;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/** What a customer does together with others, between the domain and a snapshot. */
final class SagaSnapshotMapper {
    private SagaSnapshotMapper() {}

    static void put(Sagas sagas, CustomerSnapshot.Builder snapshot) {
        Map<String, Transfer> transfers = new TreeMap<>(sagas.ended());
        transfers.putAll(sagas.underWay());
        transfers.values().forEach(transfer -> snapshot.addTransfers(toProto(transfer)));
        new TreeMap<>(sagas.arrivals())
                .forEach((key, arrival) -> snapshot.addArrivals(
                        SnapshotArrival.newBuilder().setKey(key).setReason(name(arrival.declined()))));
    }

    static Sagas toDomain(CustomerSnapshot snapshot) {
        PMap<String, Transfer> underWay = HashTreePMap.empty();
        PMap<String, Transfer> ended = HashTreePMap.empty();
        for (SnapshotTransfer stored : snapshot.getTransfersList()) {
            Transfer transfer = toDomain(stored);
            if (transfer.isUnderWay()) {
                underWay = underWay.plus(transfer.id(), transfer);
            } else {
                ended = ended.plus(transfer.id(), transfer);
            }
        }
        PMap<String, Arrival> arrivals = HashTreePMap.empty();
        for (SnapshotArrival stored : snapshot.getArrivalsList()) {
            arrivals = arrivals.plus(stored.getKey(), new Arrival(reason(stored.getReason())));
        }
        return new Sagas(underWay, ended, arrivals);
    }

    private static SnapshotTransfer toProto(Transfer transfer) {
        return SnapshotTransfer.newBuilder()
                .setTransferId(transfer.id())
                .setRecipient(transfer.recipient())
                .setPoints(transfer.points())
                .setReference(transfer.reference())
                .setSentMillis(transfer.sent().toEpochMilli())
                .setEndedMillis(Parts.millis(transfer.ended()))
                .setReason(name(transfer.declined()))
                .addAllLots(Parts.spentToProto(transfer.lots()))
                .build();
    }

    private static Transfer toDomain(SnapshotTransfer stored) {
        return new Transfer(
                stored.getTransferId(),
                stored.getRecipient(),
                Parts.spent(stored.getLotsList()),
                stored.getPoints(),
                stored.getReference(),
                Parts.instant(stored.getSentMillis()),
                Parts.orNull(stored.getEndedMillis()),
                reason(stored.getReason()));
    }

    private static String name(@Nullable Reason reason) {
        return reason == null ? "" : reason.name();
    }

    private static @Nullable Reason reason(String name) {
        return name.isEmpty() ? null : Reason.valueOf(name);
    }
}
