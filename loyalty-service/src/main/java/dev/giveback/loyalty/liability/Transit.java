package dev.giveback.loyalty.liability;

import dev.giveback.journal.v1.StoredLot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Points on their way from one customer to another, by expiry, each expiry in the order in which its points were taken. */
final class Transit {
    private final Map<Long, Slices> byExpiry = new LinkedHashMap<>();

    void add(long expiresMillis, List<Slice> slices) {
        Slices all = byExpiry.computeIfAbsent(expiresMillis, unseen -> new Slices());
        slices.forEach(all::add);
    }

    long points() {
        return byExpiry.values().stream().mapToLong(Slices::points).sum();
    }

    List<Slice> all() {
        List<Slice> all = new ArrayList<>();
        byExpiry.values().forEach(slices -> all.addAll(slices.all()));
        return all;
    }

    /** Of each expiry, what is more than the lot that arrived has paid off what was owed. */
    List<Slice> takeOwedPaid(List<StoredLot> arrived) {
        List<Slice> paid = new ArrayList<>();
        byExpiry.forEach((expires, slices) -> {
            long inLots = arrived.stream()
                    .filter(lot -> lot.getExpiresMillis() == expires)
                    .mapToLong(StoredLot::getOriginal)
                    .sum();
            paid.addAll(slices.take(slices.points() - inLots));
        });
        return paid;
    }

    /** What goes into a lot that arrived. */
    List<Slice> take(StoredLot lot) {
        Slices slices = byExpiry.get(lot.getExpiresMillis());
        return slices == null ? List.of() : slices.take(lot.getOriginal());
    }
}
