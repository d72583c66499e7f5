package dev.giveback.standalone;

import dev.giveback.loyalty.v1.Rederivation;
import dev.giveback.loyalty.v1.RederiveCustomerRequest;
import dev.giveback.standalone.client.GatewayClient;
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
    private final AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "ID", description = "The shop's own key of the customer.")
    private String id = "";

    @Option(
            names = "--program",
            paramLabel = "NAME",
            defaultValue = "online-retail",
            description = "The program (default: online-retail).")
    private String program = "";

    @Option(names = "--dry-run", description = "Only show what would change.")
    private boolean dryRun;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json (default: text).")
    private OutputFormat output = OutputFormat.TEXT;

    @Override
    public Integer call() {
        try (GatewayClient client = admin.connect()) {
            Rederivation rederivation = client.await(client.journal()
                            .rederiveCustomer(RederiveCustomerRequest.newBuilder()
                                    .setCustomer("programs/" + program + "/customers/" + id)
                                    .setRequestId(UUID.randomUUID().toString())
                                    .setValidateOnly(dryRun)
                                    .setContext(admin.context())
                                    .build()))
                    .getRederivation();
            if (output == OutputFormat.JSON) {
                System.out.println(Printing.json(rederivation));
            } else {
                print(rederivation);
            }
            return 0;
        }
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
