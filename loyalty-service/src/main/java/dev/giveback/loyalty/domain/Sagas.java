package dev.giveback.loyalty.domain;

import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * What a customer does together with others, in steps that are each one event of one of them.
 *
 * @param underWay transfers to others whose end is not known yet, by id
 * @param ended the other transfers, for ever
 * @param arrivals what came from others, by key, for ever
 * @param merge into another customer, under way or settled; null for a customer that is open
 * @param reverted merges that the other customer declined, by attempt, for ever
 */
public record Sagas(
        PMap<String, Transfer> underWay,
        PMap<String, Transfer> ended,
        PMap<String, Arrival> arrivals,
        @Nullable Merge merge,
        PMap<Long, Decline> reverted) {
    static final Sagas NONE =
            new Sagas(HashTreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty(), null, HashTreePMap.empty());

    /** The transfer of this id; null if there never was one. */
    public @Nullable Transfer transfer(String id) {
        Transfer transfer = underWay.get(id);
        return transfer == null ? ended.get(id) : transfer;
    }

    /** Why the other customer declined the merge of this attempt; null if it did not. */
    public @Nullable Decline declined(long attempt) {
        return reverted.get(attempt);
    }

    /** Points that have left this customer and may come back. */
    public long inTransit() {
        long points = 0;
        for (Transfer transfer : underWay.values()) {
            points = Math.addExact(points, transfer.points());
        }
        return points;
    }

    Sagas sent(Transfer transfer) {
        return new Sagas(underWay.plus(transfer.id(), transfer), ended, arrivals, merge, reverted);
    }

    Sagas ended(Transfer transfer) {
        return new Sagas(underWay.minus(transfer.id()), ended.plus(transfer.id(), transfer), arrivals, merge, reverted);
    }

    Sagas merging(Merge next) {
        return new Sagas(underWay, ended, arrivals, next, reverted);
    }

    Sagas reverted(long attempt, Decline declined) {
        return new Sagas(underWay, ended, arrivals, null, reverted.plus(attempt, declined));
    }

    Sagas arrived(String key, Arrival arrival) {
        return new Sagas(underWay, ended, arrivals.plus(key, arrival), merge, reverted);
    }
}
