package dev.giveback.recommendation.domain;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A request against one model: which products may be recommended, with names looked up once. */
final class Wish {
    private final PurchaseModel model;
    private final Request request;
    private final boolean looksBack;
    private final int[] excluded;
    private final int[] categories;
    private final int[] avoided;
    final int[] basket;
    /** The categories that the customer stated, now or before. */
    final int[] preferred;

    Wish(PurchaseModel model, Request request, int customer) {
        this(model, request, customer, false);
    }

    private Wish(PurchaseModel model, Request request, int customer, boolean looksBack) {
        this.model = model;
        this.request = request;
        this.looksBack = looksBack;
        basket = request.basket().stream()
                .mapToInt(model.products::find)
                .filter(p -> p >= 0)
                .toArray();
        excluded = request.exclude().stream()
                .mapToInt(model.products::find)
                .sorted()
                .toArray();
        categories =
                request.categories().stream().mapToInt(model.categories::find).toArray();
        avoided = request.avoid().stream()
                .mapToInt(model.categories::find)
                .filter(category -> category >= 0)
                .toArray();
        int[] stated = model.preferred(customer);
        preferred = request.preferred().isEmpty()
                ? stated
                : IntStream.concat(
                                Arrays.stream(stated),
                                request.preferred().stream().mapToInt(model.categories::find))
                        .filter(category -> category >= 0)
                        .distinct()
                        .toArray();
    }

    /** The wish of a customer of a past window who has none: what cannot be bought any more counts, since it could then. */
    static Wish any(PurchaseModel model, Mode mode) {
        return new Wish(model, Request.of("", mode, 10), Names.ABSENT, true);
    }

    Mode mode() {
        return request.mode();
    }

    boolean prefers(int category) {
        return contains(preferred, category);
    }

    boolean allows(int product, boolean bought) {
        boolean fits = switch (request.mode()) {
            case ALL -> true;
            case NEW -> !bought;
            case AGAIN -> bought;
        };
        return fits
                && !contains(basket, product)
                && (excluded.length == 0 || Arrays.binarySearch(excluded, product) < 0)
                && (avoided.length == 0 || !contains(avoided, model.category(product)))
                && allowed(model.entries.get(product));
    }

    private boolean allowed(@Nullable Entry entry) {
        return entry == null
                ? !needsEntry()
                : (looksBack || entry.product().available()) && affordable(entry) && ofCategory(entry);
    }

    /** Whether what the catalogue does not know is left out. */
    private boolean needsEntry() {
        return request.onlyAvailable()
                || request.maxPriceMinor() > 0
                || !request.categories().isEmpty();
    }

    private boolean affordable(Entry entry) {
        long price = entry.product().priceMinor();
        return request.maxPriceMinor() == 0 || (price > 0 && price <= request.maxPriceMinor());
    }

    private boolean ofCategory(Entry entry) {
        return request.categories().isEmpty() || (entry.category() >= 0 && contains(categories, entry.category()));
    }

    private static boolean contains(int[] values, int wanted) {
        for (int value : values) {
            if (value == wanted) {
                return true;
            }
        }
        return false;
    }
}
