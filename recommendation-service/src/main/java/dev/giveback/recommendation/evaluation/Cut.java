package dev.giveback.recommendation.evaluation;

import dev.giveback.recommendation.domain.Product;
import dev.giveback.recommendation.domain.PurchaseModel;
import dev.giveback.recommendation.domain.ShopEvent;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    /**
     * Cuts at the start of a day; what was wanted is worked out from the lines.
     *
     * @throws IllegalArgumentException if there are no sales before that day, or none from it on
     */
    public static Cut of(ShopFiles files, LocalDate date, int days) {
        return of(files, date, days, Optional.empty());
    }

    /**
     * Cuts at the start of a day.
     *
     * @param targets what was wanted, in place of what the lines tell
     * @throws IllegalArgumentException if there are no sales before that day, or none from it on, or the targets are not of this cut
     */
    public static Cut of(ShopFiles files, LocalDate date, int days, Optional<Targets> targets) {
        int day = Math.toIntExact(date.toEpochDay());
        expectInside(files.lines(), day);
        Map<String, Set<String>> owned = new TreeMap<>();
        Set<String> known = new HashSet<>();
        for (ShopFiles.Line line : files.lines()) {
            if (line.day() < day) {
                owned.computeIfAbsent(line.customer(), customer -> new HashSet<>())
                        .add(line.product());
                known.add(line.product());
            }
        }
        SortedMap<String, SortedSet<String>> wanted = targets.isPresent()
                ? targets.get().wanted(owned, known)
                : wanted(files.lines(), day, day + days, owned, known);
        owned.keySet().retainAll(wanted.keySet());
        return new Cut(files, day, days, wanted, owned);
    }

    private static void expectInside(List<ShopFiles.Line> lines, int day) {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException(
                    "lines: no sales (expected: lines that were paid for and are no return)");
        }
        int first = lines.getFirst().day();
        int last = lines.getLast().day();
        if (day <= first || day > last) {
            throw new IllegalArgumentException("cut: " + LocalDate.ofEpochDay(day)
                    + " (expected: after the first day with sales, " + LocalDate.ofEpochDay(first)
                    + ", and not after the last, " + LocalDate.ofEpochDay(last) + ")");
        }
    }

    private static SortedMap<String, SortedSet<String>> wanted(
            List<ShopFiles.Line> lines, int day, int end, Map<String, Set<String>> owned, Set<String> known) {
        SortedMap<String, SortedSet<String>> wanted = new TreeMap<>();
        for (ShopFiles.Line line : lines) {
            if (line.day() >= day
                    && line.day() < end
                    && owned.containsKey(line.customer())
                    && known.contains(line.product())) {
                wanted.computeIfAbsent(line.customer(), customer -> new TreeSet<>())
                        .add(line.product());
            }
        }
        return wanted;
    }

    /** Whether the lines go on to the end of the window. */
    public boolean isWholeWindow() {
        return files.lines().getLast().day() >= day + days - 1;
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
