package dev.giveback.standalone;

import dev.giveback.recommendation.v1.GetOutcomeReportRequest;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code giveback recommend report}. */
@Command(
        name = "report",
        description = {
            "Tells what became of the lists that were shown: how many of their products were bought, by kind of list and by strategy,"
                    + " beside the held-out share, who were shown products at random out of what is popular."
        },
        footer = {
            "",
            "Examples:",
            "  giveback recommend report",
            "  giveback recommend report --window 14 --since 2011-10-01 --page basket",
            "  giveback recommend report --ended -o json"
        })
final class RecommendReportCommand implements Callable<Integer> {
    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Option(
            names = "--window",
            paramLabel = "DAYS",
            defaultValue = "7",
            description = "In how many days after it was shown a purchase is a hit, 1 to 28 (default: 7).")
    private int window;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only lists shown from then on: a day or a moment, in UTC.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Only lists shown before then.")
    private @Nullable String until;

    @Option(names = "--page", paramLabel = "PAGE", defaultValue = "", description = "Only lists of this page or place.")
    private String page = "";

    @Option(names = "--ended", description = "Only lists whose window has ended.")
    private boolean ended;

    @Override
    public Integer call() {
        ShowOptions.expect("--window", window, 1, 28);
        GetOutcomeReportRequest.Builder request = GetOutcomeReportRequest.newBuilder()
                .setParent(options.parent())
                .setWindowDays(window)
                .setPage(page)
                .setOnlyEndedWindows(ended);
        if (since != null && !since.equals(Moments.NOW)) {
            request.setStartTime(Moments.time("--since", since));
        }
        if (until != null && !until.equals(Moments.NOW)) {
            request.setEndTime(Moments.time("--until", until));
        }
        return options.show(
                client -> client.await(client.recommendations().getOutcomeReport(request.build())),
                report -> RecommendModelText.lines(window, report));
    }
}
