package dev.giveback.loyalty.model;

import dev.giveback.loyalty.domain.Balance;
import dev.giveback.loyalty.domain.Lot;
import dev.giveback.loyalty.domain.LotUse;
import dev.giveback.loyalty.domain.Totals;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The points of the reference ledger: lots and holds in plain lists, looked through from the start for every question. */
final class ReferenceAccount {
    final List<ReferenceLot> lots = new ArrayList<>();
    final Map<String, ReferenceHold> holds = new LinkedHashMap<>();
    BigInteger owed = BigInteger.ZERO;
    BigInteger earned = BigInteger.ZERO;
    BigInteger spent = BigInteger.ZERO;
    BigInteger takenBack = BigInteger.ZERO;
    BigInteger adjusted = BigInteger.ZERO;
    private BigInteger expired = BigInteger.ZERO;

    ReferenceAccount copy() {
        ReferenceAccount copy = new ReferenceAccount();
        lots.forEach(lot -> copy.lots.add(lot.copy()));
        holds.forEach((id, hold) -> copy.holds.put(id, hold.copy()));
        copy.owed = owed;
        copy.earned = earned;
        copy.spent = spent;
        copy.takenBack = takenBack;
        copy.adjusted = adjusted;
        copy.expired = expired;
        return copy;
    }

    List<ReferenceHold> liveHolds(Instant time) {
        return holds.values().stream()
                .filter(hold -> hold.deadBecause(time) == null)
                .toList();
    }

    private static BigInteger free(ReferenceLot lot, List<ReferenceHold> live) {
        BigInteger free = lot.remaining;
        for (ReferenceHold hold : live) {
            free = free.subtract(hold.points(lot.id));
        }
        return free;
    }

    private BigInteger free(Instant time, Predicate<ReferenceLot> which) {
        List<ReferenceHold> live = liveHolds(time);
        BigInteger sum = BigInteger.ZERO;
        for (ReferenceLot lot : lots) {
            if (lot.remaining.signum() != 0 && which.test(lot)) {
                sum = sum.add(free(lot, live));
            }
        }
        return sum;
    }

    BigInteger available(Instant time) {
        return free(time, lot -> !lot.hasExpired(time) && !lot.isPending(time));
    }

    private BigInteger pending(Instant time) {
        return free(time, lot -> !lot.hasExpired(time) && lot.isPending(time));
    }

    private BigInteger held(Instant time) {
        BigInteger sum = BigInteger.ZERO;
        for (ReferenceHold hold : liveHolds(time)) {
            sum = sum.add(hold.points());
        }
        return sum;
    }

    BigInteger total(Instant time) {
        return available(time).add(pending(time)).add(held(time)).subtract(owed);
    }

    Balance balance(Instant time) {
        return new Balance(
                available(time).longValueExact(),
                pending(time).longValueExact(),
                held(time).longValueExact(),
                owed.longValueExact());
    }

    /** Sums at this time; what expired since the latest entry counts as expired. */
    Totals totals(Instant time) {
        BigInteger gone = expired.add(free(time, lot -> lot.hasExpired(time)));
        return new Totals(
                earned.longValueExact(),
                spent.longValueExact(),
                gone.longValueExact(),
                takenBack.longValueExact(),
                0,
                adjusted.longValueExact());
    }

    /** Writes off what has expired and no live hold keeps. */
    List<LotUse> expire(Instant time) {
        List<LotUse> uses = use(
                free(time, lot -> lot.hasExpired(time)),
                time,
                lots.stream().filter(lot -> lot.hasExpired(time)).toList());
        for (LotUse use : uses) {
            expired = expired.add(BigInteger.valueOf(use.points()));
        }
        return uses;
    }

    /** The points that would be spent, which must be there. Takes nothing. */
    List<LotUse> chosen(BigInteger points, Instant time) {
        return choose(points, time, inOrderOfSpending(lot -> !lot.hasExpired(time) && !lot.isPending(time)));
    }

    /** Takes these points out of their lots. */
    void take(List<LotUse> uses) {
        for (LotUse use : uses) {
            for (ReferenceLot lot : lots) {
                if (lot.id == use.lotId()) {
                    lot.remaining = lot.remaining.subtract(BigInteger.valueOf(use.points()));
                }
            }
        }
    }

    /** Takes back up to so many points: from the order's own lot first, pending ones too. */
    List<LotUse> takeBack(String orderId, BigInteger points, Instant time) {
        List<ReferenceLot> own = inOrderOfSpending(lot -> !lot.hasExpired(time) && isOf(lot, orderId));
        List<ReferenceLot> all = new ArrayList<>(own);
        all.addAll(inOrderOfSpending(lot -> !lot.hasExpired(time) && !isOf(lot, orderId)));
        return use(points, time, all);
    }

    private static boolean isOf(ReferenceLot lot, String orderId) {
        return lot.source == Lot.Source.ORDER && lot.reference.equals(orderId);
    }

    private List<ReferenceLot> inOrderOfSpending(Predicate<ReferenceLot> which) {
        return lots.stream().filter(which).sorted(ReferenceLot::spendingOrder).toList();
    }

    private List<LotUse> use(BigInteger points, Instant time, List<ReferenceLot> from) {
        List<LotUse> uses = choose(points, time, from);
        take(uses);
        return uses;
    }

    private List<LotUse> choose(BigInteger points, Instant time, List<ReferenceLot> from) {
        List<ReferenceHold> live = liveHolds(time);
        List<LotUse> uses = new ArrayList<>();
        BigInteger left = points;
        for (ReferenceLot lot : from) {
            BigInteger some = left.min(free(lot, live));
            if (some.signum() > 0) {
                uses.add(new LotUse(lot.id, some.longValueExact()));
                left = left.subtract(some);
            }
        }
        return uses;
    }

    static BigInteger sum(List<LotUse> uses) {
        BigInteger sum = BigInteger.ZERO;
        for (LotUse use : uses) {
            sum = sum.add(BigInteger.valueOf(use.points()));
        }
        return sum;
    }
}
