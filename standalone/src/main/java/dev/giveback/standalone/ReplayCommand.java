package dev.giveback.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Problem;
import dev.giveback.standalone.console.Steps;
import dev.giveback.standalone.replay.Replay;
import dev.giveback.standalone.replay.ReplayOptions;
import dev.giveback.standalone.replay.ReplayReport;
import dev.giveback.standalone.replay.RetailFiles;
import dev.giveback.standalone.replay.Speed;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code giveback replay}. */
@Command(
        name = "replay",
        description = {
            "Sends real invoices through a running Giveback: sales as checkouts, returns as refunds of what that customer"
                    + " had bought before. Then sums the file independently and compares, customer by customer.",
            "The products come first, into the catalogue that recommendations know; a folder without products.csv has none.",
            "Campaigns run along: every second sale of 20 pounds or more types the code THANKS10, a tenth off for the first 500;"
                    + " who has 1,000 points after a sale buys 10 pounds off with them, for the next one; and one order in"
                    + " fifty wins a mug, 250 at most.",
            "Afterwards the customers of one sale in ten are invited to a survey, and six in ten of those who are answer. Nobody said"
                    + " these answers: they are simulated, marked as such, and reports leave them out unless asked.",
            "A second run changes nothing, and a run over more days continues one over fewer."
        },
        footer = {
            "",
            "Examples:",
            "  giveback replay                     all 40,448 invoices, as fast as answers come",
            "  giveback replay --days 30           the first 30 days",
            "  giveback replay --no-campaigns --program plain",
            "                                      points only, in a program of its own",
            "  giveback replay --days 2 --speed x600",
            "                                      two days, ten of the shop's minutes a second",
            "  giveback replay --data ~/my-shop --program my-shop",
            "                                      your own lines.csv and products.csv, with a program of their own",
            "  giveback replay -o json | jq .check.agrees"
        })
final class ReplayCommand implements Callable<Integer> {
    @Mixin
    private final GatewayOptions gateway = new GatewayOptions();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Folder with lines.csv and products.csv, plain or .gz (default: the shipped data/online-retail-ii).")
    private @Nullable Path data;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "0",
            description = "Only the first N calendar days of the data (default: all).")
    private int days;

    @Option(
            names = "--speed",
            paramLabel = "SPEED",
            defaultValue = "max",
            converter = SpeedConverter.class,
            description = "max, or xN: N times as fast as the shop's own time (default: max).")
    private Speed speed = Speed.MAX;

    @Option(
            names = "--program",
            paramLabel = "NAME",
            defaultValue = "online-retail",
            description = "Program to replay into; created if it is not there (default: online-retail).")
    private String program = "";

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            defaultValue = "64",
            description = "Calls under way at once, of different customers, 1 to 10000 (default: 64).")
    private int inFlight;

    @Option(names = "--no-campaigns", description = "Points only: no code, no rewards, no surprises.")
    private boolean noCampaigns;

    @Option(names = "--no-catalogue", description = "Leave the products out; only recommendations need them.")
    private boolean noCatalogue;

    @Option(names = "--no-surveys", description = "Ask nobody for an opinion, and simulate no answers.")
    private boolean noSurveys;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    /** Reads a speed; picocli names the option when the text is not one. */
    static final class SpeedConverter implements ITypeConverter<Speed> {
        @Override
        public Speed convert(String text) {
            return Speed.parse(text);
        }
    }

    @Override
    public Integer call() {
        ReplayOptions options = options();
        output.expectNoCsv("the summary of a replay");
        try (GatewayClient client = gateway.connect()) {
            new RetailFiles(options.data()).lines();
            client.expectReady();
            // Progress goes to standard error, so that the summary alone is the output.
            ReplayReport report = new Replay(client, options, new Steps(System.err), Home.terminal()).run();
            print(report);
            return report.agrees() ? 0 : Problem.Kind.FAILED.exitCode();
        }
    }

    private ReplayOptions options() {
        if (days < 0) {
            throw Problem.usage("--days: " + days + " (expected: 0 or more)");
        }
        if (inFlight < 1 || inFlight > 10_000) {
            throw Problem.usage("--in-flight: " + inFlight + " (expected: 1 to 10000)");
        }
        if (!program.matches("[a-z][a-z0-9-]{0,39}")) {
            throw Problem.usage(
                    "--program: \"" + program + "\" (expected: 1 to 40 of a-z, 0-9 and -, starting with a letter)");
        }
        Path folder = data == null ? Home.resolve("data/online-retail-ii") : data;
        return new ReplayOptions(folder, program, days, speed, inFlight, !noCampaigns, !noCatalogue, !noSurveys);
    }

    private void print(ReplayReport report) {
        if (!output.isJson()) {
            ReplayText.lines(report).forEach(System.out::println);
            return;
        }
        try {
            System.out.println(new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsString(report));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
