package dev.giveback.loyalty.journal;

import dev.giveback.journal.v1.StoredLot;
import dev.giveback.loyalty.domain.Change.PointsReceived;
import dev.giveback.loyalty.domain.Change.PointsSent;
import dev.giveback.loyalty.domain.Change.TransferDeclined;
import dev.giveback.loyalty.domain.Change.TransferReturned;
import dev.giveback.loyalty.domain.Lot;
import java.util.List;

/** The steps of transfers between the domain and their stored form. */
final class TransferMapper {
    private TransferMapper() {}

    static dev.giveback.journal.v1.PointsSent toProto(PointsSent sent) {
        return dev.giveback.journal.v1.PointsSent.newBuilder()
                .setTransferId(sent.transferId())
                .setRecipient(sent.recipient())
                .setReference(sent.reference())
                .addAllLots(Parts.spentToProto(sent.lots()))
                .build();
    }

    static PointsSent toDomain(dev.giveback.journal.v1.PointsSent stored) {
        return new PointsSent(
                stored.getTransferId(),
                stored.getRecipient(),
                stored.getReference(),
                Parts.spent(stored.getLotsList()));
    }

    static dev.giveback.journal.v1.PointsReceived toProto(PointsReceived received) {
        return dev.giveback.journal.v1.PointsReceived.newBuilder()
                .setSender(received.sender())
                .setTransferId(received.transferId())
                .setReference(received.reference())
                .addAllLots(lotsToProto(received.lots()))
                .setOwedPaid(received.owedPaid())
                .build();
    }

    static PointsReceived toDomain(dev.giveback.journal.v1.PointsReceived stored) {
        return new PointsReceived(
                stored.getSender(),
                stored.getTransferId(),
                stored.getReference(),
                lots(stored.getLotsList()),
                stored.getOwedPaid());
    }

    static dev.giveback.journal.v1.TransferDeclined toProto(TransferDeclined declined) {
        return dev.giveback.journal.v1.TransferDeclined.newBuilder()
                .setSender(declined.sender())
                .setTransferId(declined.transferId())
                .setPoints(declined.points())
                .setRefusal(Refusals.toProto(declined.reason()))
                .build();
    }

    static TransferDeclined toDomain(dev.giveback.journal.v1.TransferDeclined stored) {
        return new TransferDeclined(
                stored.getSender(), stored.getTransferId(), stored.getPoints(), Refusals.toDomain(stored.getRefusal()));
    }

    static dev.giveback.journal.v1.TransferReturned toProto(TransferReturned returned) {
        return dev.giveback.journal.v1.TransferReturned.newBuilder()
                .setTransferId(returned.transferId())
                .setRecipient(returned.recipient())
                .setRefusal(Refusals.toProto(returned.reason()))
                .addAllLots(lotsToProto(returned.lots()))
                .setOwedPaid(returned.owedPaid())
                .build();
    }

    static TransferReturned toDomain(dev.giveback.journal.v1.TransferReturned stored) {
        return new TransferReturned(
                stored.getTransferId(),
                stored.getRecipient(),
                Refusals.toDomain(stored.getRefusal()),
                lots(stored.getLotsList()),
                stored.getOwedPaid());
    }

    static List<StoredLot> lotsToProto(List<Lot> lots) {
        return lots.stream().map(Parts::toProto).toList();
    }

    static List<Lot> lots(List<StoredLot> stored) {
        return stored.stream().map(Parts::toDomain).toList();
    }
}
