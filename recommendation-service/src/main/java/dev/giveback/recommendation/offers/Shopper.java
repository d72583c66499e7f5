package dev.giveback.recommendation.offers;

import dev.giveback.recommendation.domain.LearntTaste;
import dev.giveback.recommendation.domain.Mode;
import dev.giveback.recommendation.domain.Objection;
import dev.giveback.recommendation.domain.Product;
import dev.giveback.recommendation.domain.PurchaseModel;
import dev.giveback.recommendation.domain.Recommendation;
import dev.giveback.recommendation.domain.Request;
import dev.giveback.recommendation.live.LiveShop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a customer may buy next, as far as it is known.
 *
 * @param list the first {@link #LIST} of the customer's own list that can be bought
 * @param likely the products of the basket, which are certain, and those of the list by their scores; of a customer with a history only what is of
 *     a category that the customer buys or prefers, or of none
 * @param bought categories that the customer buys, the most first; empty unless the list is personal
 * @param stated categories that the customer said to prefer; empty unless the list may be
 * @param avoided categories that the customer does not want to be shown
 * @param isPersonal whether it follows from what the customer bought
 */
record Shopper(
        List<Recommendation> list,
        List<Likely> likely,
        List<String> bought,
        Set<String> stated,
        Set<String> avoided,
        boolean isPersonal) {
    /** Products of the list that count. */
    static final int LIST = 50;

    /** What each product counts as when the price of none is known, so that shares and amounts can be compared at all. */
    private static final double PRICE_UNKNOWN_MINOR = 1_000;

    static Shopper of(LiveShop shop, String customer, List<String> basket) {
        PurchaseModel model = shop.model();
        boolean objects = model.objects(customer, Objection.PERSONAL_RECOMMENDATIONS);
        boolean isPersonal = !objects && model.hasBought(customer);
        Set<String> avoided = Set.copyOf(model.avoidedCategories(customer));
        List<Recommendation> list = shop.recommender().recommend(request(objects ? "" : customer, basket, avoided));
        List<String> bought = isPersonal
                ? shop.recommender().taste(customer).categories().stream()
                        .map(LearntTaste.Share::category)
                        .toList()
                : List.of();
        Set<String> stated = objects ? Set.of() : Set.copyOf(model.statedPreferences(customer));
        Set<String> known = new HashSet<>(bought);
        known.addAll(stated);
        return new Shopper(
                list, likely(model, list, basket, isPersonal ? known : null), bought, stated, avoided, isPersonal);
    }

    private static Request request(String customer, List<String> basket, Set<String> avoided) {
        return new Request(
                customer,
                Mode.ALL,
                LIST,
                Optional.empty(),
                basket,
                List.of(),
                Set.of(),
                Set.of(),
                avoided,
                0,
                false,
                0);
    }

    /** Known categories are all that count; null for any. */
    private static List<Likely> likely(
            PurchaseModel model, List<Recommendation> list, List<String> basket, @Nullable Set<String> known) {
        double best = list.isEmpty() ? 0 : list.getFirst().score();
        List<Likely> unpriced = new ArrayList<>();
        basket.stream().distinct().forEach(id -> unpriced.add(likely(id, model.product(id), 1)));
        for (Recommendation one : list) {
            Likely product = likely(one.product(), model.product(one.product()), likelihood(one.score(), best));
            if (known == null || product.category().isEmpty() || known.contains(product.category())) {
                unpriced.add(product);
            }
        }
        double mean = unpriced.stream()
                .mapToDouble(Likely::priceMinor)
                .filter(price -> price > 0)
                .average()
                .orElse(PRICE_UNKNOWN_MINOR);
        return unpriced.stream()
                .map(one -> one.priceMinor() > 0 ? one : new Likely(one.id(), one.category(), mean, one.likelihood()))
                .toList();
    }

    /** In a young shop nothing may tell the products apart; then they are all alike. */
    private static double likelihood(double score, double best) {
        return best > 0 ? Math.min(1, score / best) : 1;
    }

    private static Likely likely(String id, @Nullable Product entry, double likelihood) {
        return entry == null
                ? new Likely(id, "", 0, likelihood)
                : new Likely(id, entry.category(), entry.priceMinor(), likelihood);
    }

    /** What of the list this deal is about, the best first. */
    List<Recommendation> about(Deal deal) {
        Set<String> ids = new HashSet<>();
        Appraisal.about(deal, likely).forEach(one -> ids.add(one.id()));
        return list.stream().filter(one -> ids.contains(one.product())).toList();
    }
}
