package dev.giveback.loyalty.domain.pricing;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Which products and categories a coupon is for. With nothing included all are; what is excluded never is. */
public record Selection(
        List<String> includedProducts,
        List<String> includedCategories,
        List<String> excludedProducts,
        List<String> excludedCategories) {
    /** Everything. */
    public static final Selection ALL = new Selection(List.of(), List.of(), List.of(), List.of());

    public Selection {
        includedProducts = List.copyOf(includedProducts);
        includedCategories = List.copyOf(includedCategories);
        excludedProducts = List.copyOf(excludedProducts);
        excludedCategories = List.copyOf(excludedCategories);
    }

    /** The same as a predicate over lines, quick for many of them. */
    Predicate<Basket.Line> asPredicate() {
        if (equals(ALL)) {
            return line -> true;
        }
        Set<String> inProducts = new HashSet<>(includedProducts);
        Set<String> inCategories = new HashSet<>(includedCategories);
        Set<String> exProducts = new HashSet<>(excludedProducts);
        Set<String> exCategories = new HashSet<>(excludedCategories);
        boolean isAllIncluded = inProducts.isEmpty() && inCategories.isEmpty();
        return line -> (isAllIncluded || inProducts.contains(line.product()) || inCategories.contains(line.category()))
                && !exProducts.contains(line.product())
                && !exCategories.contains(line.category());
    }
}
