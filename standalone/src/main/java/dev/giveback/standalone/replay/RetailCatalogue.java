package dev.giveback.standalone.replay;

import dev.giveback.recommendation.v1.ImportProductsResponse;
import dev.giveback.standalone.catalogue.ProductFile;
import dev.giveback.standalone.catalogue.ProductUpload;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.client.Refused;
import dev.giveback.standalone.console.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The shop's products, for recommendations. A checkout needs none of it. */
final class RetailCatalogue {
    static final ReplayReport.Catalogue LEFT_OUT = new ReplayReport.Catalogue("", true, 0, 0, 0);

    /** The recommendation service hears of a new program from the journal, within a second or so. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration PAUSE = Duration.ofMillis(200);

    private RetailCatalogue() {}

    /**
     * Imports the products of a folder, if it has any.
     *
     * @throws Problem if a line is wrong, or the service does not take them within a minute
     */
    static ReplayReport.Catalogue bring(GatewayClient client, Path folder, String program) throws InterruptedException {
        Optional<ProductFile> found = ProductFile.in(folder);
        if (found.isEmpty()) {
            return new ReplayReport.Catalogue("", false, 0, 0, 0);
        }
        ProductFile file = found.get();
        expectGood(file);
        long patienceEnds = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return told(file, ProductUpload.send(client, file, program, false, RetailProgram.CURRENCY, sent -> {}));
            } catch (Problem | Refused notYet) {
                if (!mayPass(notYet) || System.nanoTime() > patienceEnds) {
                    throw Problem.failed(
                            "the catalogue was not imported: " + notYet.getMessage()
                                    + " (--no-catalogue leaves it out)",
                            notYet);
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    private static void expectGood(ProductFile file) {
        ProductFile.Check check = file.check(RetailProgram.CURRENCY);
        if (check.faulty() > 0) {
            throw Problem.failed(check.lines(file.name()).getFirst()
                    + (check.faulty() == 1
                            ? ""
                            : ", and " + (check.faulty() - 1) + " more lines; giveback catalogue import names them"));
        }
    }

    private static boolean mayPass(RuntimeException failed) {
        return failed instanceof Problem problem
                ? problem.kind() == Problem.Kind.UNREACHABLE
                : failed instanceof Refused refused && refused.reason().equals("PROGRAM_NOT_FOUND");
    }

    private static ReplayReport.Catalogue told(ProductFile file, ImportProductsResponse outcome) {
        return new ReplayReport.Catalogue(
                file.name(), false, outcome.getProductCount(), outcome.getAddedCount(), outcome.getChangedCount());
    }
}
