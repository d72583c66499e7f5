package dev.giveback.standalone;

import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.GetOrderRequest;
import dev.giveback.loyalty.v1.QuoteCheckoutRequest;
import dev.giveback.loyalty.v1.RefundLine;
import dev.giveback.loyalty.v1.RefundOrderRequest;
import dev.giveback.standalone.console.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback checkout}. */
@Command(
        name = "checkout",
        description = "Prices, makes, shows and refunds a customer's orders.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CheckoutCommand.Quote.class,
            CheckoutCommand.Complete.class,
            CheckoutCommand.Show.class,
            CheckoutCommand.Refund.class
        },
        footer = {
            "",
            "Examples:",
            "  giveback checkout quote 13085 --line MUG:2:4.95 --code THANKS10",
            "  giveback checkout complete 13085 A-1001 --line MUG:2:4.95 --line LAMP:1:30",
            "  giveback checkout refund 13085 A-1001 --line 1:1"
        })
final class CheckoutCommand {
    private CheckoutCommand() {}

    /** {@code giveback checkout quote}. */
    @Command(
            name = "quote",
            description = "Tells what an order would cost and earn, and what would refuse it. Nothing is kept.",
            footer = {
                "",
                "Examples:",
                "  giveback checkout quote 13085 --line MUG:2:4.95 --points 500",
                "  giveback checkout quote 13085 --basket basket.csv"
            })
    static final class Quote implements Callable<Integer> {
        @Mixin
        private final ShowOptions options = new ShowOptions();

        @Mixin
        private final BasketOptions basket = new BasketOptions();

        @Parameters(paramLabel = "ID", description = "The shop's own key of the customer.")
        private String id = "";

        @Override
        public Integer call() {
            QuoteCheckoutRequest request = QuoteCheckoutRequest.newBuilder()
                    .setCustomer(options.customer(id))
                    .setBasket(basket.read())
                    .build();
            return options.show(client -> client.await(client.checkouts().quoteCheckout(request)), OrderText::quote);
        }
    }

    /** {@code giveback checkout complete}. */
    @Command(
            name = "complete",
            description = "Makes an order: spends its points, redeems its coupons, gives its points.",
            footer = {
                "",
                "Examples:",
                "  giveback checkout complete 13085 A-1001 --line MUG:2:4.95",
                "  giveback checkout complete 13085 A-1002 --basket basket.json --dry-run"
            })
    static final class Complete implements Callable<Integer> {
        @Mixin
        private final ChangeOptions change = new ChangeOptions();

        @Mixin
        private final BasketOptions basket = new BasketOptions();

        @Parameters(index = "0", paramLabel = "ID", description = "The shop's own key of the customer.")
        private String id = "";

        @Parameters(index = "1", paramLabel = "ORDER", description = "The shop's own id of the order.")
        private String order = "";

        @Override
        public Integer call() {
            CompleteCheckoutRequest request = CompleteCheckoutRequest.newBuilder()
                    .setCustomer(change.customer(id))
                    .setRequestId(change.requestId())
                    .setOrderId(order)
                    .setBasket(basket.read())
                    .setValidateOnly(change.isDryRun())
                    .build();
            return change.show(
                    client -> client.await(client.checkouts().completeCheckout(request)), OrderText::completed);
        }
    }

    /** {@code giveback checkout show}. */
    @Command(
            name = "show",
            description = "Shows an order: its lines, what it cost and earned, and what of it was refunded.",
            footer = {"", "Example:", "  giveback checkout show 13085 A-1001"})
    static final class Show implements Callable<Integer> {
        @Mixin
        private final ShowOptions options = new ShowOptions();

        @Parameters(index = "0", paramLabel = "ID", description = "The shop's own key of the customer.")
        private String id = "";

        @Parameters(index = "1", paramLabel = "ORDER", description = "The shop's own id of the order.")
        private String order = "";

        @Override
        public Integer call() {
            GetOrderRequest request = GetOrderRequest.newBuilder()
                    .setCustomer(options.customer(id))
                    .setOrderId(order)
                    .build();
            return options.show(
                    client -> client.await(client.checkouts().getOrder(request)),
                    answer -> OrderText.order(answer.getOrder()));
        }
    }

    /** {@code giveback checkout refund}. */
    @Command(
            name = "refund",
            description = "Refunds lines of an order: takes back what they earned, gives back what was spent on them.",
            footer = {
                "",
                "Examples:",
                "  giveback checkout refund 13085 A-1001 --line 1:1     one of what the first line has",
                "  giveback checkout refund 13085 A-1001 --line 1:1 --line 2:3 --shipping"
            })
    static final class Refund implements Callable<Integer> {
        @Mixin
        private final ChangeOptions change = new ChangeOptions();

        @Parameters(index = "0", paramLabel = "ID", description = "The shop's own key of the customer.")
        private String id = "";

        @Parameters(index = "1", paramLabel = "ORDER", description = "The shop's own id of the order.")
        private String order = "";

        @Option(
                names = "--line",
                paramLabel = "LINE:QUANTITY",
                description = "How much of which line; checkout show numbers them. May be repeated.")
        private List<String> lines = new ArrayList<>();

        @Option(names = "--shipping", description = "The shipping too.")
        private boolean shipping;

        @Option(names = "--reference", paramLabel = "ID", defaultValue = "", description = "Number of a credit note.")
        private String reference = "";

        @Override
        public Integer call() {
            RefundOrderRequest request = RefundOrderRequest.newBuilder()
                    .setCustomer(change.customer(id))
                    .setRequestId(change.requestId())
                    .setOrderId(order)
                    .addAllLines(lines.stream().map(Refund::line).toList())
                    .setShipping(shipping)
                    .setReference(reference)
                    .setValidateOnly(change.isDryRun())
                    .build();
            return change.show(client -> client.await(client.checkouts().refundOrder(request)), OrderText::refunded);
        }

        private static RefundLine line(String text) {
            if (!text.matches("[0-9]{1,4}:[0-9]{1,10}")) {
                throw Problem.usage("--line: \"" + text + "\" (expected: LINE:QUANTITY, such as 1:2)");
            }
            String[] parts = text.split(":", -1);
            return RefundLine.newBuilder()
                    .setLine(Integer.parseInt(parts[0]))
                    .setQuantity(Long.parseLong(parts[1]))
                    .build();
        }
    }
}
