package dev.giveback.standalone;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.client.Refused;
import dev.giveback.standalone.console.Problem;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code giveback customer}. */
@Command(
        name = "customer",
        description = "Shows a customer's points, tier, lots and recent statement; gives or erases what is personal.",
        subcommands = {
            CustomerPreferencesCommand.class,
            CustomerProfileCommand.class,
            CustomerExportCommand.class,
            CustomerEraseCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  giveback customer 13085             a customer of the replayed shop",
            "  giveback customer 13085 -o json     the same for programs",
            "  giveback customer 13085 --entries 100 --lots 100",
            "  giveback customer preferences 13085 --prefer Candles --avoid Toys",
            "  giveback customer profile 13085     what the customer told of themselves",
            "  giveback customer export 13085      all that is held about the customer, as JSON",
            "  giveback customer erase 13085 --reason 'ticket 4711'"
        })
final class CustomerCommand implements Callable<Integer> {
    @Mixin
    private final GatewayOptions gateway = new GatewayOptions();

    /** Optional for the commands below this one only. */
    @Parameters(arity = "0..1", paramLabel = "ID", description = "The shop's own key of the customer.")
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

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json (default: text).")
    private OutputFormat output = OutputFormat.TEXT;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (id.isEmpty() && spec != null) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'ID'");
        }
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
        try {
            if (output == OutputFormat.JSON) {
                System.out.println(report.json());
            } else {
                new CustomerText(report).lines().forEach(System.out::println);
            }
        } catch (InvalidProtocolBufferException unprintable) {
            throw Problem.failed("the answer cannot be shown as JSON: " + unprintable.getMessage(), unprintable);
        }
    }
}
