package dev.giveback.standalone;

import dev.giveback.recommendation.v1.RecommendOffersRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback recommend offer}. */
@Command(
        name = "offer",
        description = "Finds which campaign that the customer may have fits best, and why. Nothing is given.",
        footer = {
            "",
            "Examples:",
            "  giveback recommend offer 13085",
            "  giveback recommend offer 13085 --count 5 --basket 85123A"
        })
final class RecommendOfferCommand implements Callable<Integer> {
    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Parameters(paramLabel = "CUSTOMER", description = "The shop's own key of the customer.")
    private String customer = "";

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many at most, 1 to 20 (default: 3).")
    private int count;

    @Option(names = "--basket", split = ",", paramLabel = "PRODUCT", description = "What is in the basket now.")
    private List<String> basket = new ArrayList<>();

    @Override
    public Integer call() {
        ShowOptions.expect("--count", count, 1, 20);
        return options.show(
                client -> client.await(client.recommendations()
                        .recommendOffers(RecommendOffersRequest.newBuilder()
                                .setCustomer(options.customer(customer))
                                .setCount(count)
                                .addAllBasketProductIds(basket)
                                .build())),
                RecommendText::lines);
    }
}
