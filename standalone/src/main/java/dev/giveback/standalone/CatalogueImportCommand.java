package dev.giveback.standalone;

import com.google.protobuf.util.Durations;
import dev.giveback.admin.v1.WorkProgress;
import dev.giveback.loyalty.v1.GetProgramRequest;
import dev.giveback.recommendation.v1.ImportProductsResponse;
import dev.giveback.standalone.catalogue.ProductFile;
import dev.giveback.standalone.catalogue.ProductUpload;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Numbers;
import dev.giveback.standalone.console.Problem;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback catalogue import}. */
@Command(
        name = "import",
        description = {
            "Brings products into a program's catalogue: new ones are added, known ones become what the file says.",
            "The file is CSV in UTF-8, plain or .gz, with the names of its columns in the first line: product or stock_code"
                    + " (needed; the code of order lines), display_name or description, category, price or median_price"
                    + " (rounded to the currency's smallest unit), tags (with | between them, at most 16), available"
                    + " (true or false; true when empty). Other columns are not read.",
            "The whole file is looked through first: if a line is wrong, all such lines are named and nothing is sent."
        },
        footer = {
            "",
            "Examples:",
            "  giveback catalogue import products.csv",
            "  giveback catalogue import --data data/online-retail-ii",
            "  giveback catalogue import products.csv.gz --complete --program my-shop"
        })
final class CatalogueImportCommand implements Callable<Integer> {
    @Mixin
    private final ProgramOptions options = new ProgramOptions();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The file.")
    private @Nullable Path file;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "In place of FILE: the folder with products.csv or products.csv.gz.")
    private @Nullable Path data;

    @Option(
            names = "--complete",
            description = "The file is the whole catalogue: what it does not name cannot be bought any more.")
    private boolean complete;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        ProductFile products = products();
        ImportProductsResponse outcome = options.ask(client -> imported(client, products));
        if (output.isForPrograms()) {
            output.print(outcome);
        } else {
            System.out.println(CatalogueText.imported(outcome, options.program()));
        }
        return 0;
    }

    private ProductFile products() {
        if ((file == null) == (data == null)) {
            throw Problem.usage("FILE or --data: " + (file == null ? "none" : "both") + " (expected: one of them)");
        }
        return file != null
                ? new ProductFile(file)
                : ProductFile.in(data == null ? Path.of("") : data)
                        .orElseThrow(() -> Problem.failed("no products.csv.gz or products.csv in "
                                + (data == null ? "" : data.toAbsolutePath().normalize())));
    }

    private ImportProductsResponse imported(GatewayClient client, ProductFile products) {
        String currency = client.await(client.programs()
                        .getProgram(GetProgramRequest.newBuilder()
                                .setName(options.parent())
                                .build()))
                .getProgram()
                .getCurrencyCode();
        long count = checked(products, currency);
        long start = System.nanoTime();
        try (WorkLine line = WorkLine.onStandardError("import")) {
            return ProductUpload.send(
                    client,
                    products,
                    options.program(),
                    complete,
                    currency,
                    sent -> line.show(WorkProgress.newBuilder()
                            .setDone(sent)
                            .setTotal(count)
                            .setUnit("products")
                            .setElapsedTime(Durations.fromNanos(System.nanoTime() - start))
                            .build()));
        }
    }

    private static long checked(ProductFile products, String currency) {
        ProductFile.Check check = products.check(currency);
        if (check.faulty() > 0) {
            check.lines(products.name()).forEach(System.err::println);
            throw Problem.failed(products.name() + ": " + Numbers.grouped(check.faulty())
                    + (check.faulty() == 1 ? " line is" : " lines are") + " wrong; nothing was sent");
        }
        if (check.products() == 0) {
            throw Problem.failed(
                    products.name() + ": no products (expected: one a line, below the names of the columns)");
        }
        return check.products();
    }
}
