package dev.giveback.standalone;

import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.client.Refused;
import dev.giveback.standalone.console.Problem;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback customer show}. */
@Command(
        name = "show",
        description =
                "Shows a customer's points, tier, lots, coupons and recent statement. As csv it is the customer alone.",
        footer = {
            "",
            "Examples:",
            "  giveback customer show 13085        a customer of the replayed shop",
            "  giveback customer show 13085 -o json",
            "                                      the same for programs",
            "  giveback customer show 13085 --entries 100 --lots 100"
        })
final class CustomerShowCommand implements Callable<Integer> {
    @Mixin
    private final GatewayOptions gateway = new GatewayOptions();

    @Parameters(paramLabel = "ID", description = "The shop's own key of the customer.")
    private String id = "";

    @Option(
            names = "--program",
            paramLabel = "NAME",
            defaultValue = "online-retail",
            description = "The program (default: online-retail).")
    private String program = "";

    @Option(
            names = "--lots",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many lots to show, 1 to 1000 (default: 10).")
    private int lots;

    @Option(
            names = "--entries",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many entries of the statement to show, 1 to 1000 (default: 10).")
    private int entries;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        expectPage("--lots", lots);
        expectPage("--entries", entries);
        try (GatewayClient client = gateway.connect()) {
            CustomerReport report = CustomerReport.read(client, program, id, lots, entries);
            print(report);
            return 0;
        } catch (Refused refused) {
            throw Problem.failed(
                    switch (refused.reason()) {
                        case "CUSTOMER_NOT_FOUND" -> "the program " + program + " knows no customer " + id;
                        case "PROGRAM_NOT_FOUND" ->
                            "there is no program " + program + "; giveback replay makes one with real customers";
                        default -> "refused: " + refused.getMessage();
                    },
                    refused);
        }
    }

    private static void expectPage(String option, int size) {
        if (size < 1 || size > 1000) {
            throw Problem.usage(option + ": " + size + " (expected: 1 to 1000)");
        }
    }

    private void print(CustomerReport report) {
        if (output.isForPrograms()) {
            output.print(report::json, report.customer());
        } else {
            new CustomerText(report).lines().forEach(System.out::println);
        }
    }
}
