package dev.giveback.standalone;

import dev.giveback.recommendation.v1.RecommendRequest;
import dev.giveback.standalone.client.GatewayClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback recommend for}. */
@Command(
        name = "for",
        description = {
            "Recommends products to a customer, and says why. What was bought a second ago counts.",
            "Who asks for nothing special gets what is best; the options ask for one kind, or leave some out. No effect: nothing is recorded as shown."
        },
        footer = {
            "",
            "Examples:",
            "  giveback recommend for 13085        ten products",
            "  giveback recommend for 13085 --mode new --count 20 --max-per-category 3",
            "  giveback recommend for 13085 --basket 85123A,22423 --max-price 5.00",
            "  giveback recommend for -            a visitor without a name"
        })
final class RecommendForCommand implements Callable<Integer> {
    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Mixin
    private final RecommendFilterOptions filter = new RecommendFilterOptions();

    @Parameters(
            paramLabel = "CUSTOMER",
            description = "The shop's own key of the customer; - for a visitor without a name.")
    private String customer = "";

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "any",
            description = "any, new (never bought before) or again (bought before) (default: any).")
    private RecommendMode mode = RecommendMode.ANY;

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            defaultValue = "best",
            description = "One alone: buy-again, goes-with, similar-customers, popular-now, preferred-categories,"
                    + " year-ago (default: best, which is all of them together).")
    private String strategy = "";

    @Option(
            names = "--basket",
            split = ",",
            paramLabel = "PRODUCT",
            description = "What is in the basket now: what goes with it counts, and it is not recommended.")
    private List<String> basket = new ArrayList<>();

    @Option(
            names = "--prefer",
            split = ",",
            paramLabel = "CATEGORY",
            description = "Categories to prefer this time, beside those that the customer stated.")
    private List<String> prefer = new ArrayList<>();

    @Override
    public Integer call() {
        RecommendRequest.Builder request = RecommendRequest.newBuilder()
                .setCustomer(options.customer(customer))
                .setCount(filter.count())
                .setMode(mode.constant())
                .setStrategy(RecommendText.strategy(strategy))
                .addAllBasketProductIds(basket)
                .addAllPreferredCategories(prefer)
                .setIncludeEntries(true);
        return options.show(
                client -> client.await(client.recommendations().recommend(filtered(client, request))),
                answer -> RecommendText.lines(customer, answer));
    }

    private RecommendRequest filtered(GatewayClient client, RecommendRequest.Builder request) {
        return request.setFilter(filter.filter(client, options.parent())).build();
    }
}
