package dev.giveback.loyalty.journal;

import dev.giveback.journal.v1.StoredLot;
import dev.giveback.journal.v1.StoredLotUse;
import dev.giveback.journal.v1.StoredSpentLot;
import dev.giveback.loyalty.domain.Holds;
import dev.giveback.loyalty.domain.Lot;
import dev.giveback.loyalty.domain.LotUse;
import dev.giveback.loyalty.domain.SpentLot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts that several stored messages have. A time or a lot that may be missing is stored as nothing. */
final class Parts {
    private Parts() {}

    static Instant instant(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    static @Nullable Instant orNull(long millis) {
        return millis == 0 ? null : instant(millis);
    }

    static long millis(@Nullable Instant instant) {
        return instant == null ? 0 : instant.toEpochMilli();
    }

    static StoredLotUse toProto(LotUse use) {
        return StoredLotUse.newBuilder()
                .setLotId(use.lotId())
                .setPoints(use.points())
                .build();
    }

    static List<StoredLotUse> toProto(List<LotUse> uses) {
        List<StoredLotUse> stored = new ArrayList<>(uses.size());
        for (LotUse use : uses) {
            stored.add(toProto(use));
        }
        return stored;
    }

    static List<LotUse> uses(List<StoredLotUse> stored) {
        List<LotUse> uses = new ArrayList<>(stored.size());
        for (StoredLotUse use : stored) {
            uses.add(new LotUse(use.getLotId(), use.getPoints()));
        }
        return uses;
    }

    static List<StoredSpentLot> spentToProto(List<SpentLot> spent) {
        return spent.stream()
                .map(lot -> StoredSpentLot.newBuilder()
                        .setLotId(lot.lotId())
                        .setPoints(lot.points())
                        .setExpiresMillis(millis(lot.expires()))
                        .build())
                .toList();
    }

    static List<SpentLot> spent(List<StoredSpentLot> stored) {
        return stored.stream()
                .map(lot -> new SpentLot(lot.getLotId(), lot.getPoints(), orNull(lot.getExpiresMillis())))
                .toList();
    }

    static StoredLot toProto(Lot lot) {
        return StoredLot.newBuilder()
                .setLotId(lot.id())
                .setSource(source(lot.source()))
                .setReference(lot.reference())
                .setEarnedMillis(lot.earned().toEpochMilli())
                .setAvailableMillis(lot.available().toEpochMilli())
                .setExpiresMillis(millis(lot.expires()))
                .setOriginal(lot.original())
                .setRemaining(lot.remaining())
                .build();
    }

    static Lot toDomain(StoredLot stored) {
        return new Lot(
                stored.getLotId(),
                source(stored.getSource()),
                stored.getReference(),
                instant(stored.getEarnedMillis()),
                instant(stored.getAvailableMillis()),
                orNull(stored.getExpiresMillis()),
                stored.getOriginal(),
                stored.getRemaining());
    }

    private static int source(Lot.Source source) {
        return switch (source) {
            case ORDER -> 1;
            case ACTIVITY -> 2;
            case ADJUSTMENT -> 3;
            case RESTORED -> 4;
            case TRANSFER -> 5;
        };
    }

    private static Lot.Source source(int stored) {
        return switch (stored) {
            case 1 -> Lot.Source.ORDER;
            case 2 -> Lot.Source.ACTIVITY;
            case 3 -> Lot.Source.ADJUSTMENT;
            case 4 -> Lot.Source.RESTORED;
            case 5 -> Lot.Source.TRANSFER;
            default -> throw new IllegalArgumentException("source of a lot: " + stored + " (expected: 1 to 5)");
        };
    }

    static int status(Holds.End end) {
        return switch (end) {
            case CAPTURED -> 1;
            case RELEASED -> 2;
            case EXPIRED -> 3;
        };
    }

    static Holds.End end(int status) {
        return switch (status) {
            case 1 -> Holds.End.CAPTURED;
            case 2 -> Holds.End.RELEASED;
            case 3 -> Holds.End.EXPIRED;
            default -> throw new IllegalArgumentException("status of a hold: " + status + " (expected: 1 to 3)");
        };
    }
}
