package dev.giveback.standalone;

import dev.giveback.loyalty.v1.CorrectOrderRequest;
import dev.giveback.loyalty.v1.GetProgramRequest;
import dev.giveback.loyalty.v1.Order;
import dev.giveback.loyalty.v1.OrderCorrection;
import dev.giveback.loyalty.v1.OrderLine;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Numbers;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback journal correct}. */
@Command(
        name = "correct",
        description = "Corrects what was recorded of an order, and makes good what follows.",
        footer = {
            "",
            "Lines have the numbers that they have in the order, from 1. A removed line keeps its number.",
            "",
            "Examples:",
            "  giveback journal correct 13085 489434 --price 1=6.95 --dry-run --reason \"wrong price\"",
            "  giveback journal correct 13085 489434 --bought 2009-12-01T07:45 --reason \"wrong date\"",
            "  giveback journal correct 13085 489434 --quantity 2=10 --remove 3 \\",
            "      --add 4,2.10,22064 --reason \"typed from paper\""
        })
final class JournalCorrectCommand implements Callable<Integer> {
    @Mixin
    private final AdminOptions admin = new AdminOptions();

    @Mixin
    private final CorrectionOptions correction = new CorrectionOptions();

    @Parameters(index = "0", paramLabel = "ID", description = "The shop's own key of the customer.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "ORDER", description = "The order.")
    private String order = "";

    @Option(
            names = "--program",
            paramLabel = "NAME",
            defaultValue = "online-retail",
            description = "The program (default: online-retail).")
    private String program = "";

    @Option(names = "--dry-run", description = "Only show what would change.")
    private boolean dryRun;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        CorrectOrderRequest.Builder request = CorrectOrderRequest.newBuilder()
                .setCustomer("programs/" + program + "/customers/" + id)
                .setOrderId(order)
                .setRequestId(UUID.randomUUID().toString())
                .setValidateOnly(dryRun)
                .setContext(admin.context());
        correction.checkTo(request);
        try (GatewayClient client = admin.connect()) {
            if (correction.hasPrices()) {
                correction.pricesTo(request, currency(client));
            }
            OrderCorrection corrected =
                    client.await(client.journal().correctOrder(request.build())).getCorrection();
            if (output.isForPrograms()) {
                output.print(corrected);
            } else {
                print(corrected);
            }
            return 0;
        }
    }

    private String currency(GatewayClient client) {
        return client.await(client.programs()
                        .getProgram(GetProgramRequest.newBuilder()
                                .setName("programs/" + program)
                                .build()))
                .getProgram()
                .getCurrencyCode();
    }

    private void print(OrderCorrection corrected) {
        System.out.println((dryRun ? "Order " + order + " would become:" : "Order " + order + " was corrected:"));
        Table table = new Table(
                Column.text(""),
                Column.text("bought"),
                Column.number("line"),
                Column.text("product"),
                Column.number("quantity"),
                Column.text("unit price"),
                Column.number("points"));
        rows(table, "before", corrected.getBefore());
        rows(table, "now", corrected.getAfter());
        table.lines().forEach(System.out::println);
        System.out.println("It comes to " + Printing.money(corrected.getAfter().getTotal()) + " instead of "
                + Printing.money(corrected.getBefore().getTotal()) + ". What was made good:");
        RederivationText.print(corrected.getRederivation());
    }

    private static void rows(Table table, String when, Order known) {
        String first = when;
        String bought = Printing.time(known.getPurchaseTime(), "");
        for (OrderLine line : known.getLinesList()) {
            table.row(
                    first,
                    bought,
                    Integer.toString(line.getLine()),
                    line.getProduct(),
                    Numbers.grouped(line.getQuantity()),
                    Printing.money(line.getUnitPrice()),
                    Numbers.grouped(line.getPoints()));
            first = "";
            bought = "";
        }
    }
}
