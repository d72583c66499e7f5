package dev.giveback.standalone;

import static dev.giveback.standalone.console.Numbers.grouped;

import dev.giveback.loyalty.v1.AdjustPointsRequest;
import dev.giveback.loyalty.v1.EarnPointsRequest;
import dev.giveback.loyalty.v1.RedeemPointsRequest;
import dev.giveback.loyalty.v1.TransferPointsRequest;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback points}. */
@Command(
        name = "points",
        description = "Gives, spends, sets aside, corrects and sends a customer's points.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            PointsCommand.Earn.class,
            PointsCommand.Redeem.class,
            PointsCommand.Adjust.class,
            PointsCommand.Transfer.class,
            HoldCommands.Hold.class,
            HoldCommands.Capture.class,
            HoldCommands.Release.class,
            PointsListCommands.Lots.class,
            PointsListCommands.Statement.class
        },
        footer = {
            "",
            "Examples:",
            "  giveback points lots 13085          what the customer has, and what expires when",
            "  giveback points redeem 13085 100 --reference 'gift card 7'",
            "  giveback points adjust 13085 -50 --reason 'ticket 4711'"
        })
final class PointsCommand {
    private PointsCommand() {}

    /** {@code giveback points earn}. */
    @Command(
            name = "earn",
            description = "Gives the points of an activity that the program knows: a review, a birthday.",
            footer = {"", "Example:", "  giveback points earn 13085 review --reference 85123A"})
    static final class Earn implements Callable<Integer> {
        @Mixin
        private final ChangeOptions change = new ChangeOptions();

        @Parameters(index = "0", paramLabel = "ID", description = "The shop's own key of the customer.")
        private String id = "";

        @Parameters(index = "1", paramLabel = "ACTIVITY", description = "The activity, as named in the program.")
        private String activity = "";

        @Option(names = "--reference", paramLabel = "TEXT", defaultValue = "", description = "What it was about.")
        private String reference = "";

        @Override
        public Integer call() {
            EarnPointsRequest request = EarnPointsRequest.newBuilder()
                    .setCustomer(change.customer(id))
                    .setRequestId(change.requestId())
                    .setActivity(activity)
                    .setReference(reference)
                    .setValidateOnly(change.isDryRun())
                    .build();
            return change.show(
                    client -> client.await(client.points().earnPoints(request)),
                    answer -> List.of(
                            "Earned " + grouped(answer.getPoints()) + " points.",
                            CustomerAtText.balance(answer.getBalance())));
        }
    }

    /** {@code giveback points redeem}. */
    @Command(
            name = "redeem",
            description = "Spends points at once, those that expire soonest first.",
            footer = {"", "Example:", "  giveback points redeem 13085 100 --reference 'gift card 7'"})
    static final class Redeem implements Callable<Integer> {
        @Mixin
        private final ChangeOptions change = new ChangeOptions();

        @Parameters(index = "0", paramLabel = "ID", description = "The shop's own key of the customer.")
        private String id = "";

        @Parameters(index = "1", paramLabel = "POINTS", description = "How many, 1 or more.")
        private long points;

        @Option(names = "--reference", paramLabel = "TEXT", defaultValue = "", description = "What they are spent on.")
        private String reference = "";

        @Override
        public Integer call() {
            RedeemPointsRequest request = RedeemPointsRequest.newBuilder()
                    .setCustomer(change.customer(id))
                    .setRequestId(change.requestId())
                    .setPoints(points)
                    .setReference(reference)
                    .setValidateOnly(change.isDryRun())
                    .build();
            return change.show(
                    client -> client.await(client.points().redeemPoints(request)),
                    answer -> List.of(
                            "Spent " + grouped(points) + " points of " + answer.getUsesCount() + " lots.",
                            CustomerAtText.balance(answer.getBalance())));
        }
    }

    /** {@code giveback points adjust}. */
    @Command(
            name = "adjust",
            description =
                    "Adds or takes points by hand. It stands in the statement and in the audit log; a program may ask for a"
                            + " second person from a number on.",
            footer = {
                "",
                "Examples:",
                "  giveback points adjust 13085 50 --reason 'apology, ticket 4711'",
                "  giveback points adjust 13085 -50 --reason 'ticket 4711'"
            })
    static final class Adjust implements Callable<Integer> {
        @Mixin
        private final ChangeOptions change = new ChangeOptions();

        @Parameters(index = "0", paramLabel = "ID", description = "The shop's own key of the customer.")
        private String id = "";

        @Parameters(index = "1", paramLabel = "POINTS", description = "How many to add, or with a minus to take.")
        private long points;

        @Option(
                names = "--reason",
                required = true,
                paramLabel = "TEXT",
                description = "Why; the customer can read it.")
        private String reason = "";

        @Override
        public Integer call() {
            AdjustPointsRequest request = AdjustPointsRequest.newBuilder()
                    .setCustomer(change.customer(id))
                    .setRequestId(change.requestId())
                    .setPoints(points)
                    .setReason(reason)
                    .setValidateOnly(change.isDryRun())
                    .build();
            return change.show(
                    client -> client.await(client.points().adjustPoints(request)),
                    answer -> List.of(
                            (points < 0 ? "Took " : "Added ") + grouped(Math.abs(points)) + " points.",
                            CustomerAtText.balance(answer.getBalance())));
        }
    }

    /** {@code giveback points transfer}. */
    @Command(
            name = "transfer",
            description = "Sends points to another customer of the program; they keep their expiry.",
            footer = {"", "Example:", "  giveback points transfer 13085 13078 100 --reference 'birthday'"})
    static final class Transfer implements Callable<Integer> {
        @Mixin
        private final ChangeOptions change = new ChangeOptions();

        @Parameters(index = "0", paramLabel = "FROM", description = "The shop's own key of the sender.")
        private String from = "";

        @Parameters(index = "1", paramLabel = "TO", description = "The shop's own key of the recipient.")
        private String to = "";

        @Parameters(index = "2", paramLabel = "POINTS", description = "How many, 1 or more.")
        private long points;

        @Option(names = "--reference", paramLabel = "TEXT", defaultValue = "", description = "What for.")
        private String reference = "";

        @Override
        public Integer call() {
            TransferPointsRequest request = TransferPointsRequest.newBuilder()
                    .setCustomer(change.customer(from))
                    .setRecipient(change.customer(to))
                    .setRequestId(change.requestId())
                    .setTransferId(change.requestId())
                    .setPoints(points)
                    .setReference(reference)
                    .setValidateOnly(change.isDryRun())
                    .build();
            return change.show(
                    client -> client.await(client.points().transferPoints(request)),
                    answer -> List.of(
                            "Sent " + grouped(points) + " points from " + from + " to " + to + ".",
                            from + " has " + CustomerAtText.balance(answer.getBalance())));
        }
    }
}
