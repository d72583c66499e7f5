package dev.giveback.standalone;

import dev.giveback.loyalty.v1.Rederivation;
import dev.giveback.loyalty.v1.RederiveCustomerRequest;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback journal rederive}. */
@Command(
        name = "rederive",
        description = "Derives again what a customer's orders earn, with everything that became known late.",
        footer = {
            "",
            "Examples:",
            "  giveback journal rederive 13085 --dry-run --reason \"till 4 was offline\"",
            "  giveback journal rederive 13085 --reason \"till 4 was offline\""
        })
final class JournalRederiveCommand implements Callable<Integer> {
    @Mixin
    private final HistoryOptions options = new HistoryOptions();

    @Parameters(paramLabel = "ID", description = "The shop's own key of the customer.")
    private String id = "";

    @Option(names = "--dry-run", description = "Only show what would change.")
    private boolean dryRun;

    @Override
    public Integer call() {
        Rederivation rederivation = options.ask(
                id,
                client -> client.await(client.journal()
                                .rederiveCustomer(RederiveCustomerRequest.newBuilder()
                                        .setCustomer(options.customer(id))
                                        .setRequestId(UUID.randomUUID().toString())
                                        .setValidateOnly(dryRun)
                                        .setContext(options.context())
                                        .build()))
                        .getRederivation());
        if (options.output().isForPrograms()) {
            options.output().print(rederivation);
        } else {
            print(rederivation);
        }
        return 0;
    }

    private void print(Rederivation rederivation) {
        if (!rederivation.getChanged()) {
            System.out.println("Nothing differs: every order earned what it should have.");
            return;
        }
        System.out.println((dryRun ? "Would change" : "Changed") + " because of late orders: "
                + String.join(", ", rederivation.getLateOrderIdsList()));
        RederivationText.print(rederivation);
    }
}
