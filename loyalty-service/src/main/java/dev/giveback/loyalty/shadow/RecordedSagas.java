package dev.giveback.loyalty.shadow;

import dev.giveback.loyalty.domain.Change.CustomerAbsorbed;
import dev.giveback.loyalty.domain.Change.PointsReceived;
import dev.giveback.loyalty.domain.Change.TransferDeclined;
import dev.giveback.loyalty.domain.Command.AbsorbCustomer;
import dev.giveback.loyalty.domain.Command.ReceivePoints;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.Lot;
import dev.giveback.loyalty.domain.SpentLot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What other customers had asked this one to take, as far as its own events tell. */
final class RecordedSagas {
    private RecordedSagas() {}

    /** The numbers of the sender's lots do not stand in the event and mean nothing here. */
    static ReceivePoints receipt(PointsReceived received, Instant time) {
        List<SpentLot> lots = new ArrayList<>();
        boolean isOwedLeft = received.owedPaid() > 0;
        for (Lot lot : received.lots()) {
            // What was owed is paid off by the first points that have not expired.
            if (isOwedLeft && isAlive(lot, time)) {
                lots.add(new SpentLot(0, received.owedPaid(), lot.expires()));
                isOwedLeft = false;
            }
            lots.add(new SpentLot(0, lot.original(), lot.expires()));
        }
        if (isOwedLeft) {
            lots.add(new SpentLot(0, received.owedPaid(), null));
        }
        return new ReceivePoints(received.sender(), received.transferId(), received.reference(), lots);
    }

    private static boolean isAlive(Lot lot, Instant time) {
        @Nullable Instant expires = lot.expires();
        return expires == null || time.isBefore(expires);
    }

    static ReceivePoints receipt(TransferDeclined declined) {
        return new ReceivePoints(
                declined.sender(), declined.transferId(), "", List.of(new SpentLot(0, declined.points(), null)));
    }

    /** The lots of the estate are numbered again as in the source. When it was closed is not known: what could be spent there is recorded so. */
    static AbsorbCustomer absorption(CustomerAbsorbed absorbed, Customer before) {
        return new AbsorbCustomer(
                absorbed.source(), absorbed.attempt(), null, absorbed.estate().behind(2 - before.nextLotId()));
    }
}
