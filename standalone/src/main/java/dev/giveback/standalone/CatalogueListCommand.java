package dev.giveback.standalone;

import dev.giveback.recommendation.v1.ListProductsRequest;
import dev.giveback.recommendation.v1.ListProductsResponse;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Problem;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code giveback catalogue list}. */
@Command(
        name = "list",
        description = "Lists a program's products by their codes.",
        footer = {
            "",
            "Examples:",
            "  giveback catalogue list             the first 50",
            "  giveback catalogue list --limit 0 --available -o json",
            "                                      all that can be bought",
            "  giveback catalogue list --category LIGHTING"
        })
final class CatalogueListCommand implements Callable<Integer> {
    private static final int PAGE = 1_000;

    @Mixin
    private final ProgramOptions options = new ProgramOptions();

    @Option(
            names = "--category",
            paramLabel = "CATEGORY",
            defaultValue = "",
            description = "Only those of this category.")
    private String category = "";

    @Option(names = "--available", description = "Only those that can be bought now.")
    private boolean available;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many at most; 0 for all (default: 50).")
    private int limit;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        if (limit < 0) {
            throw Problem.usage("--limit: " + limit + " (expected: 0 or more)");
        }
        ListProductsResponse products = options.ask(this::read);
        if (output.isForPrograms()) {
            output.print(products);
        } else if (products.getProductsCount() == 0) {
            System.out.println("The program " + options.program() + " has no such product; giveback catalogue import"
                    + " brings them in.");
        } else {
            CatalogueText.lines(products).forEach(System.out::println);
        }
        return 0;
    }

    private ListProductsResponse read(GatewayClient client) {
        ListProductsResponse.Builder whole = ListProductsResponse.newBuilder();
        do {
            int left = limit == 0 ? PAGE : Math.min(PAGE, limit - whole.getProductsCount());
            ListProductsResponse page = client.await(client.catalogue()
                    .listProducts(ListProductsRequest.newBuilder()
                            .setParent(options.parent())
                            .setPageSize(left)
                            .setPageToken(whole.getNextPageToken())
                            .setCategory(category)
                            .setOnlyAvailable(available)
                            .build()));
            whole.addAllProducts(page.getProductsList()).setNextPageToken(page.getNextPageToken());
        } while (!whole.getNextPageToken().isEmpty() && (limit == 0 || whole.getProductsCount() < limit));
        return whole.build();
    }
}
