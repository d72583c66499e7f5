package dev.giveback.standalone;

import dev.giveback.recommendation.v1.GetTasteRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code giveback recommend taste}. */
@Command(
        name = "taste",
        description =
                "Tells what recommendations know of a customer: preferences stated and learnt, and what is bought again and when.",
        footer = {"", "Examples:", "  giveback recommend taste 13085"})
final class RecommendTasteCommand implements Callable<Integer> {
    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Parameters(paramLabel = "CUSTOMER", description = "The shop's own key of the customer.")
    private String customer = "";

    @Override
    public Integer call() {
        return options.show(
                client -> client.await(client.recommendations()
                        .getTaste(GetTasteRequest.newBuilder()
                                .setCustomer(options.customer(customer))
                                .build())),
                taste -> RecommendModelText.lines(customer, taste));
    }
}
