package dev.giveback.standalone;

import com.google.type.Money;
import dev.giveback.loyalty.v1.GetProgramRequest;
import dev.giveback.recommendation.v1.ProductFilter;
import dev.giveback.standalone.catalogue.Prices;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many products a list may have, and which. */
final class RecommendFilterOptions {
    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many at most, 1 to 100 (default: 10).")
    private int count;

    @Option(names = "--only", split = ",", paramLabel = "CATEGORY", description = "Only these categories.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--exclude", split = ",", paramLabel = "PRODUCT", description = "Products that are not wanted.")
    private List<String> exclude = new ArrayList<>();

    @Option(
            names = "--max-price",
            paramLabel = "PRICE",
            description = "Only what costs no more, in the program's currency.")
    private @Nullable BigDecimal maxPrice;

    @Option(
            names = "--available",
            description = "Only what the catalogue has; what it tells to be not available is left out anyway.")
    private boolean available;

    @Option(
            names = "--max-per-category",
            paramLabel = "N",
            defaultValue = "0",
            description = "At most so many of one category, 1 to 100; 0 for any number (default: 0).")
    private int maxPerCategory;

    int count() {
        ShowOptions.expect("--count", count, 1, 100);
        return count;
    }

    ProductFilter filter(GatewayClient client, String program) {
        ShowOptions.expect("--max-per-category", maxPerCategory, 0, 100);
        ProductFilter.Builder filter = ProductFilter.newBuilder()
                .addAllCategories(only)
                .addAllExcludeProductIds(exclude)
                .setOnlyAvailable(available)
                .setMaxPerCategory(maxPerCategory);
        if (maxPrice != null) {
            filter.setMaxPrice(price(client, program, maxPrice));
        }
        return filter.build();
    }

    private static Money price(GatewayClient client, String program, BigDecimal price) {
        if (price.signum() <= 0 || price.compareTo(Prices.HIGHEST) > 0) {
            throw Problem.usage("--max-price: " + price + " (expected: more than 0, at most " + Prices.HIGHEST + ")");
        }
        String currencyCode = client.await(client.programs()
                        .getProgram(
                                GetProgramRequest.newBuilder().setName(program).build()))
                .getProgram()
                .getCurrencyCode();
        return Prices.money(price, currencyCode);
    }
}
