package dev.giveback.standalone;

import dev.giveback.recommendation.v1.GetProductRequest;
import dev.giveback.recommendation.v1.GetProductResponse;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code giveback catalogue show}. */
@Command(
        name = "show",
        description = "Shows a product as the catalogue has it.",
        footer = {"", "Examples:", "  giveback catalogue show 85123A", "  giveback catalogue show 85123A -o json"})
final class CatalogueShowCommand implements Callable<Integer> {
    @Mixin
    private final ProgramOptions options = new ProgramOptions();

    @Parameters(paramLabel = "PRODUCT", description = "Its code.")
    private String product = "";

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        GetProductResponse found = options.ask(client -> client.await(client.catalogue()
                .getProduct(GetProductRequest.newBuilder()
                        .setName(options.product(product))
                        .build())));
        if (output.isForPrograms()) {
            output.print(found);
        } else {
            CatalogueText.lines(found).forEach(System.out::println);
        }
        return 0;
    }
}
