package dev.giveback.standalone;

import dev.giveback.feedback.v1.GetSurveyReportRequest;
import dev.giveback.feedback.v1.ReportGroup;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback survey report}. */
@Command(
        name = "report",
        description = {
            "Sums a survey: how many were asked and answered, and the score, each with its interval of 95 %%.",
            "Simulated answers are left out unless they are asked for."
        },
        footer = {
            "",
            "Examples:",
            "  giveback survey report after-purchase",
            "  giveback survey report after-purchase --by category",
            "  giveback survey report replay-nps --simulated     what the replay answered"
        })
final class SurveyReportCommand implements Callable<Integer> {
    /** By what the rows are. */
    enum By {
        /** The week of the sending. */
        WEEK,
        /** The campaigns whose coupons the order used. */
        CAMPAIGN,
        /** The categories of the order's lines. */
        CATEGORY,
        /** The tier after the order. */
        TIER,
        /** No rows. */
        NONE
    }

    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Parameters(paramLabel = "NAME", description = "Id of the survey in the program.")
    private String name = "";

    @Option(
            names = "--by",
            paramLabel = "GROUP",
            defaultValue = "none",
            description = "week, campaign, category, tier or none (default: none).")
    private By by = By.NONE;

    @Option(names = "--simulated", description = "Simulated answers too.")
    private boolean simulated;

    @Override
    public Integer call() {
        GetSurveyReportRequest request = GetSurveyReportRequest.newBuilder()
                .setSurvey(options.survey(name))
                .setGroup(group())
                .setIncludeSimulated(simulated)
                .build();
        return options.show(
                client -> client.await(client.feedback().getSurveyReport(request)),
                report -> SurveyReportText.lines(request.getSurvey(), by.name().toLowerCase(Locale.ROOT), report));
    }

    private ReportGroup group() {
        return switch (by) {
            case WEEK -> ReportGroup.REPORT_GROUP_WEEK;
            case CAMPAIGN -> ReportGroup.REPORT_GROUP_CAMPAIGN;
            case CATEGORY -> ReportGroup.REPORT_GROUP_CATEGORY;
            case TIER -> ReportGroup.REPORT_GROUP_TIER;
            case NONE -> ReportGroup.REPORT_GROUP_UNSPECIFIED;
        };
    }
}
