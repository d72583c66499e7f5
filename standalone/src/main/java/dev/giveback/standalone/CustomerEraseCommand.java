package dev.giveback.standalone;

import dev.giveback.loyalty.v1.EraseCustomerRequest;
import dev.giveback.loyalty.v1.EraseCustomerResponse;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.client.Refused;
import dev.giveback.standalone.console.Numbers;
import dev.giveback.standalone.console.Problem;
import java.io.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code giveback customer erase}. */
@Command(
        name = "erase",
        description = {
            "Erases a customer: deletes the key of profile and free texts, and closes the account for ever.",
            "It cannot be undone. Points and coupons stay on the books until they expire. Repeating it does no harm."
        },
        footer = {
            "",
            "Examples:",
            "  giveback customer erase 13085 --reason 'asked for it, ticket 4711'",
            "  giveback customer erase 13085 --reason 'ticket 4711' --dry-run     only looks whether it can be erased",
            "  giveback customer erase 13085 --reason 'ticket 4711' --yes       asks nothing"
        })
final class CustomerEraseCommand implements Callable<Integer> {
    /** Always the same, so that who asks again gets the first answer. */
    private static final String REQUEST_ID = "giveback-customer-erase";

    @Mixin
    private final AdminOptions admin = new AdminOptions();

    @Mixin
    private final CustomerSubject customer = new CustomerSubject();

    @Option(names = "--yes", description = "Do not ask whether it is meant.")
    private boolean yes;

    @Option(names = "--dry-run", description = "Only look whether it can be erased.")
    private boolean dryRun;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        if (admin.context().getReason().isBlank()) {
            throw Problem.usage("--reason: is missing; it is recorded why a customer was erased");
        }
        if (!yes && !dryRun) {
            confirm();
        }
        try (GatewayClient client = admin.connect()) {
            EraseCustomerResponse erased = client.await(client.journal()
                    .eraseCustomer(EraseCustomerRequest.newBuilder()
                            .setCustomer(customer.name())
                            .setContext(admin.context())
                            .setRequestId(dryRun ? REQUEST_ID + "-check" : REQUEST_ID)
                            .setValidateOnly(dryRun)
                            .build()));
            output.show(erased, this::lines);
            return 0;
        } catch (Refused refused) {
            throw customer.problem(refused);
        }
    }

    @SuppressWarnings("SystemConsoleNull") // It does on JDK 21, which this runs on too.
    private void confirm() {
        Console console = System.console();
        if (console == null || !Home.terminal()) {
            throw Problem.usage("--yes: is missing, and nobody can be asked here whether it is meant");
        }
        String answer = console.readLine(
                "Nobody will ever read the profile and the texts of customer %s again. Type the id to go on: ",
                customer.id());
        if (!customer.id().equals(answer)) {
            throw Problem.failed("nothing was erased");
        }
    }

    private List<String> lines(EraseCustomerResponse erased) {
        List<String> lines = new ArrayList<>();
        if (dryRun) {
            lines.add("Customer " + customer.id() + " can be erased. Nothing was done.");
        } else {
            lines.add("Customer " + customer.id() + " was erased at " + Printing.time(erased.getEraseTime(), "") + ".");
            lines.add("Keys deleted: " + erased.getKeysDeleted()
                    + (erased.getKeysDeleted() == 0 ? " (there were none)." : "."));
        }
        erased.getMergedCustomersList().forEach(merged -> lines.add("With it: " + merged + ", merged into it."));
        lines.add("Points that stay on the books until they expire: " + Numbers.grouped(erased.getPoints()) + ".");
        return lines;
    }
}
