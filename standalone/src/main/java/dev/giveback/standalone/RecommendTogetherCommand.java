package dev.giveback.standalone;

import dev.giveback.recommendation.v1.ListBoughtTogetherRequest;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code giveback recommend together}. */
@Command(
        name = "together",
        description = "Lists what is bought together with a product, or with all that is in a basket.",
        footer = {
            "",
            "Examples:",
            "  giveback recommend together 85123A",
            "  giveback recommend together 85123A 22423 --count 5"
        })
final class RecommendTogetherCommand implements Callable<Integer> {
    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Mixin
    private final RecommendFilterOptions filter = new RecommendFilterOptions();

    @Parameters(arity = "1..100", paramLabel = "PRODUCT", description = "Codes of 1 to 100 products.")
    private List<String> products = List.of();

    @Override
    public Integer call() {
        return options.show(
                client -> client.await(client.recommendations()
                        .listBoughtTogether(ListBoughtTogetherRequest.newBuilder()
                                .setParent(options.parent())
                                .addAllProductIds(products)
                                .setCount(filter.count())
                                .setFilter(filter.filter(client, options.parent()))
                                .setIncludeEntries(true)
                                .build())),
                RecommendText::lines);
    }
}
