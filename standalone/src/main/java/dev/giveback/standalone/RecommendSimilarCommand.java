package dev.giveback.standalone;

import dev.giveback.recommendation.v1.ListSimilarProductsRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code giveback recommend similar}. */
@Command(
        name = "similar",
        description = "Lists products that can stand for another one: alike by category, tags and buyers.",
        footer = {
            "",
            "Examples:",
            "  giveback recommend similar 85123A",
            "  giveback recommend similar 85123A --available --max-price 3.00"
        })
final class RecommendSimilarCommand implements Callable<Integer> {
    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Mixin
    private final RecommendFilterOptions filter = new RecommendFilterOptions();

    @Parameters(paramLabel = "PRODUCT", description = "Its code.")
    private String product = "";

    @Override
    public Integer call() {
        return options.show(
                client -> client.await(client.recommendations()
                        .listSimilarProducts(ListSimilarProductsRequest.newBuilder()
                                .setProduct(options.product(product))
                                .setCount(filter.count())
                                .setFilter(filter.filter(client, options.parent()))
                                .setIncludeEntries(true)
                                .build())),
                RecommendText::lines);
    }
}
