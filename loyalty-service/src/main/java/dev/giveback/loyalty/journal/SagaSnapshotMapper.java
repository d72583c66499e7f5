package dev.giveback.loyalty.journal;

import dev.giveback.journal.v1.CustomerSnapshot;
import dev.giveback.journal.v1.SnapshotArrival;
import dev.giveback.journal.v1.SnapshotMerge;
import dev.giveback.journal.v1.SnapshotRevertedMerge;
import dev.giveback.journal.v1.SnapshotTransfer;
import dev.giveback.loyalty.domain.Arrival;
import dev.giveback.loyalty.domain.Decline;
import dev.giveback.loyalty.domain.Merge;
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
                .forEach((key, arrival) -> snapshot.addArrivals(toProto(key, arrival.declined())));
        if (sagas.merge() != null) {
            snapshot.setMerge(toProto(sagas.merge()));
        }
        new TreeMap<>(sagas.reverted())
                .forEach((attempt, decline) -> snapshot.addRevertedMerges(SnapshotRevertedMerge.newBuilder()
                        .setAttempt(attempt)
                        .setReason(decline.reason().name())
                        .setDetail(decline.detail())));
    }

    private static SnapshotArrival toProto(String key, @Nullable Decline declined) {
        SnapshotArrival.Builder stored = SnapshotArrival.newBuilder().setKey(key);
        if (declined != null) {
            stored.setReason(declined.reason().name()).setDetail(declined.detail());
        }
        return stored.build();
    }

    private static SnapshotMerge toProto(Merge merge) {
        SnapshotMerge.Builder stored = SnapshotMerge.newBuilder()
                .setTarget(merge.target())
                .setAttempt(merge.attempt())
                .setBegunMillis(merge.begun().toEpochMilli());
        if (merge.estate() != null) {
            stored.setEstate(EstateMapper.toProto(merge.estate()));
        }
        return stored.build();
    }

    private static Merge toDomain(SnapshotMerge stored) {
        return new Merge(
                stored.getTarget(),
                stored.getAttempt(),
                Parts.instant(stored.getBegunMillis()),
                stored.hasEstate() ? EstateMapper.toDomain(stored.getEstate()) : null);
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
            arrivals = arrivals.plus(stored.getKey(), new Arrival(decline(stored.getReason(), stored.getDetail())));
        }
        PMap<Long, Decline> reverted = HashTreePMap.empty();
        for (SnapshotRevertedMerge stored : snapshot.getRevertedMergesList()) {
            Decline decline = new Decline(Reason.valueOf(stored.getReason()), stored.getDetail());
            reverted = reverted.plus(stored.getAttempt(), decline);
        }
        return new Sagas(
                underWay, ended, arrivals, snapshot.hasMerge() ? toDomain(snapshot.getMerge()) : null, reverted);
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

    private static @Nullable Decline decline(String reason, String detail) {
        return reason.isEmpty() ? null : new Decline(Reason.valueOf(reason), detail);
    }

    private static String name(@Nullable Reason reason) {
        return reason == null ? "" : reason.name();
    }

    private static @Nullable Reason reason(String name) {
        return name.isEmpty() ? null : Reason.valueOf(name);
    }
}
