package dev.giveback.recommendation.grpc;

import com.google.type.Money;
import dev.giveback.platform.contract.MoneyMapper;
import dev.giveback.recommendation.domain.Mode;
import dev.giveback.recommendation.domain.Request;
import dev.giveback.recommendation.domain.Strategy;
import dev.giveback.recommendation.live.LiveShop;
import dev.giveback.recommendation.v1.ProductFilter;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A filter of a call, checked, as requests have it. */
record Filters(
        Set<String> exclude, Set<String> categories, long maxPriceMinor, boolean onlyAvailable, int maxPerCategory) {
    private static final Filters NONE = new Filters(Set.of(), Set.of(), 0, false, 0);
    private static final int DEFAULT_COUNT = 10;

    static Filters of(boolean has, ProductFilter filter, LiveShop shop) {
        return !has
                ? NONE
                : new Filters(
                        Checks.productIds(filter.getExcludeProductIdsList(), "filter.exclude_product_ids"),
                        Checks.categories(filter.getCategoriesList(), "filter.categories"),
                        filter.hasMaxPrice() ? price(filter.getMaxPrice(), shop, "filter.max_price") : 0,
                        filter.getOnlyAvailable(),
                        filter.getMaxPerCategory());
    }

    /** An amount of more than 0 in the program's currency, in minor units. */
    static long price(Money money, LiveShop shop, String field) {
        Currency currency = Currency.getInstance(shop.currencyCode());
        @Nullable String problem = MoneyMapper.problem(money, currency);
        if (problem != null) {
            throw Checks.refused(field, problem);
        }
        long minor = MoneyMapper.toMinor(money, currency);
        if (minor <= 0) {
            throw Checks.refused(field, "must be more than 0; leave it unset for none");
        }
        return minor;
    }

    static int count(int asked) {
        return asked == 0 ? DEFAULT_COUNT : asked;
    }

    Request request(
            String customer,
            Mode mode,
            int count,
            Optional<Strategy> only,
            List<String> basket,
            List<String> preferred,
            Set<String> avoid) {
        return new Request(
                customer,
                mode,
                count(count),
                only,
                basket,
                preferred,
                exclude,
                categories,
                avoid,
                maxPriceMinor,
                onlyAvailable,
                maxPerCategory);
    }

    /** For nobody. */
    Request request(int count, Optional<Strategy> only, List<String> basket) {
        return request("", Mode.ALL, count, only, basket, List.of(), Set.of());
    }
}
