package dev.giveback.recommendation.evaluation;

import dev.giveback.recommendation.domain.Product;
import dev.giveback.recommendation.domain.PurchaseModel;
import dev.giveback.recommendation.domain.ShopEvent;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A shop's sales, cut at a day: what is known before it, and what was wanted in the days from it on.
 *
 * @param wanted by customer: what each bought in the window who had bought before, of the products that anyone had bought before
 * @param owned by customer: what each of them had bought before
 */
public record Cut(
        ShopFiles files,
        int day,
        int days,
        SortedMap<String, SortedSet<String>> wanted,
        Map<String, Set<String>> owned) {
    /** Cuts at the start of a day. */
    public static Cut of(ShopFiles files, LocalDate date, int days) {
        int day = Math.toIntExact(date.toEpochDay());
        Map<String, Set<String>> owned = new TreeMap<>();
        Set<String> known = new HashSet<>();
        SortedMap<String, SortedSet<String>> wanted = new TreeMap<>();
        for (ShopFiles.Line line : files.lines()) {
            if (line.day() < day) {
                owned.computeIfAbsent(line.customer(), customer -> new HashSet<>())
                        .add(line.product());
                known.add(line.product());
            } else if (line.day() < day + days
                    && owned.containsKey(line.customer())
                    && known.contains(line.product())) {
                wanted.computeIfAbsent(line.customer(), customer -> new TreeSet<>())
                        .add(line.product());
            }
        }
        owned.keySet().retainAll(wanted.keySet());
        return new Cut(files, day, days, wanted, owned);
    }

    /** The model as the service would have built it from its feed by that day. A product enters the catalogue when it is first sold. */
    public PurchaseModel model() {
        PurchaseModel model = new PurchaseModel();
        Set<String> listed = new HashSet<>();
        for (ShopFiles.Line line : files.lines()) {
            if (line.day() >= day) {
                break;
            }
            Product product = files.products().get(line.product());
            if (product != null && listed.add(line.product())) {
                model.apply(new ShopEvent.ProductChanged(product), "");
            }
            model.apply(
                    new ShopEvent.Bought(
                            line.customer(), line.day(), List.of(new ShopEvent.Line(line.product(), line.units()))),
                    "");
        }
        return model;
    }
}
