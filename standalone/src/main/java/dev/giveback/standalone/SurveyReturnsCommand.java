package dev.giveback.standalone;

import dev.giveback.feedback.v1.GetReturnReportRequest;
import dev.giveback.feedback.v1.GetReturnReportResponse;
import dev.giveback.standalone.console.Numbers;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback survey returns}. */
@Command(
        name = "returns",
        description = {
            "Compares how many of those who were to be asked bought again with those who are held out from all surveys.",
            "Whom the policy holds out is set by giveback contact policy set."
        },
        footer = {"", "Example:", "  giveback survey returns after-purchase --days 28"})
final class SurveyReturnsCommand implements Callable<Integer> {
    private static final int MOST_DAYS = 366;

    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Parameters(paramLabel = "NAME", description = "Id of the survey in the program.")
    private String name = "";

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "28",
            description = "Days after the occasion in which a purchase counts, 1 to 366 (default: 28).")
    private int days;

    @Override
    public Integer call() {
        ShowOptions.expect("--days", days, 1, MOST_DAYS);
        GetReturnReportRequest request = GetReturnReportRequest.newBuilder()
                .setSurvey(options.survey(name))
                .setDays(days)
                .build();
        return options.show(
                client -> client.await(client.feedback().getReturnReport(request)), SurveyReturnsCommand::lines);
    }

    /** The lines; where a group is empty they say why, instead of a share of nobody. */
    static List<String> lines(GetReturnReportResponse report) {
        String nobody = "nobody has had " + report.getDays() + " days to come back in yet";
        boolean isAsked = report.getAsked().getN() > 0;
        String invited = "; " + Numbers.grouped(report.getInvited()) + " of them were invited";
        return List.of(
                "Bought again within " + report.getDays() + " days",
                "  asked       " + SurveyReportText.share(report.getAsked(), nobody) + (isAsked ? invited : ""),
                "  held out    " + SurveyReportText.share(report.getHeldOut(), nobody),
                "  difference  " + difference(report));
    }

    private static String difference(GetReturnReportResponse report) {
        boolean isKnown = report.getAsked().getN() > 0 && report.getHeldOut().getN() > 0;
        return isKnown
                ? String.format(
                        Locale.ROOT,
                        "%+.1f percentage points (%+.1f to %+.1f)",
                        report.getDifference().getValue() * 100,
                        report.getDifference().getLow() * 100,
                        report.getDifference().getHigh() * 100)
                : "can be told as soon as both groups have somebody";
    }
}
