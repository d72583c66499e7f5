package dev.giveback.standalone;

import static dev.giveback.standalone.console.Numbers.grouped;

import dev.giveback.loyalty.v1.CaptureHoldRequest;
import dev.giveback.loyalty.v1.HoldPointsRequest;
import dev.giveback.loyalty.v1.ReleaseHoldRequest;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Points that are set aside: {@code giveback points hold}, and what becomes of it. */
final class HoldCommands {
    private HoldCommands() {}

    /** {@code giveback points hold}. */
    @Command(
            name = "hold",
            description = "Sets points aside until they are captured, released, or the time is over.",
            footer = {"", "Example:", "  giveback points hold 13085 100 --hold order-7 --seconds 900"})
    static final class Hold implements Callable<Integer> {
        private static final int MOST_SECONDS = 30 * 86_400;

        @Mixin
        private final ChangeOptions change = new ChangeOptions();

        @Parameters(index = "0", paramLabel = "ID", description = "The shop's own key of the customer.")
        private String id = "";

        @Parameters(index = "1", paramLabel = "POINTS", description = "How many, 1 or more.")
        private long points;

        @Option(names = "--hold", required = true, paramLabel = "NAME", description = "What to call it by later.")
        private String hold = "";

        @Option(
                names = "--seconds",
                paramLabel = "N",
                defaultValue = "0",
                description = "How long, 1 to 2592000 (default: as the program says).")
        private int seconds;

        @Override
        public Integer call() {
            ShowOptions.expect("--seconds", seconds, 0, MOST_SECONDS);
            HoldPointsRequest.Builder request = HoldPointsRequest.newBuilder()
                    .setCustomer(change.customer(id))
                    .setRequestId(change.requestId())
                    .setHoldId(hold)
                    .setPoints(points)
                    .setValidateOnly(change.isDryRun());
            if (seconds > 0) {
                request.getTimeToLiveBuilder().setSeconds(seconds);
            }
            return change.show(
                    client -> client.await(client.points().holdPoints(request.build())),
                    answer -> List.of(
                            "Set " + grouped(points) + " points aside as " + hold + " until "
                                    + Printing.time(answer.getHold().getExpireTime(), "for ever") + ".",
                            CustomerAtText.balance(answer.getBalance())));
        }
    }

    /** {@code giveback points capture}. */
    @Command(
            name = "capture",
            description = "Spends what was set aside, or a part of it; the rest is free again.",
            footer = {"", "Example:", "  giveback points capture 13085 order-7 --points 60"})
    static final class Capture implements Callable<Integer> {
        @Mixin
        private final ChangeOptions change = new ChangeOptions();

        @Parameters(index = "0", paramLabel = "ID", description = "The shop's own key of the customer.")
        private String id = "";

        @Parameters(index = "1", paramLabel = "HOLD", description = "What it is called.")
        private String hold = "";

        @Option(
                names = "--points",
                paramLabel = "N",
                defaultValue = "0",
                description = "How many of them (default: all).")
        private long points;

        @Override
        public Integer call() {
            CaptureHoldRequest request = CaptureHoldRequest.newBuilder()
                    .setCustomer(change.customer(id))
                    .setRequestId(change.requestId())
                    .setHoldId(hold)
                    .setPoints(points)
                    .setValidateOnly(change.isDryRun())
                    .build();
            return change.show(
                    client -> client.await(client.points().captureHold(request)),
                    answer -> List.of(
                            "Spent " + hold + "; " + grouped(answer.getReleased()) + " points of it are free again.",
                            CustomerAtText.balance(answer.getBalance())));
        }
    }

    /** {@code giveback points release}. */
    @Command(
            name = "release",
            description = "Sets what was set aside free again.",
            footer = {"", "Example:", "  giveback points release 13085 order-7"})
    static final class Release implements Callable<Integer> {
        @Mixin
        private final ChangeOptions change = new ChangeOptions();

        @Parameters(index = "0", paramLabel = "ID", description = "The shop's own key of the customer.")
        private String id = "";

        @Parameters(index = "1", paramLabel = "HOLD", description = "What it is called.")
        private String hold = "";

        @Override
        public Integer call() {
            ReleaseHoldRequest request = ReleaseHoldRequest.newBuilder()
                    .setCustomer(change.customer(id))
                    .setRequestId(change.requestId())
                    .setHoldId(hold)
                    .setValidateOnly(change.isDryRun())
                    .build();
            return change.show(
                    client -> client.await(client.points().releaseHold(request)),
                    answer -> List.of(
                            "Set " + grouped(answer.getReleased()) + " points free.",
                            CustomerAtText.balance(answer.getBalance())));
        }
    }
}
