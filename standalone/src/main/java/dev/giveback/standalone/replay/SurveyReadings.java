package dev.giveback.standalone.replay;

import dev.giveback.feedback.v1.GetSurveyReportRequest;
import dev.giveback.feedback.v1.ReportRow;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.replay.ReplayReport.SurveyResult;
import java.time.Duration;
import java.util.List;

/** Reads what the survey has come to, when its report has caught up with the answers. */
final class SurveyReadings {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final GatewayClient client;
    private final String program;

    SurveyReadings(GatewayClient client, String program) {
        this.client = client;
        this.program = program;
    }

    /** The report as soon as it says what was answered; if it never does, as it is: whether it agrees is told. */
    SurveyResult read(SurveyTally tally) throws InterruptedException {
        List<Long> expected = tally.scores();
        long end = System.nanoTime() + PATIENCE.toNanos();
        ReportRow total = total();
        while (!agrees(total, expected, tally.invited.sum()) && System.nanoTime() < end) {
            Thread.sleep(PAUSE);
            total = total();
        }
        return new SurveyResult(
                RetailSurvey.ID,
                tally.sales.sum(),
                tally.invited.sum(),
                tally.notInvited(),
                total.getAnswered(),
                total.getScore().getValue(),
                total.getScore().getLow(),
                total.getScore().getHigh(),
                expected,
                score(expected),
                agrees(total, expected, tally.invited.sum()));
    }

    private ReportRow total() {
        return client.await(client.feedback()
                        .getSurveyReport(GetSurveyReportRequest.newBuilder()
                                .setSurvey(RetailSurvey.name(program))
                                .setIncludeSimulated(true)
                                .build()))
                .getTotal();
    }

    private static boolean agrees(ReportRow total, List<Long> expected, long invited) {
        boolean hasNone = expected.stream().allMatch(count -> count == 0);
        return total.getInvited() == invited
                && (hasNone
                        ? total.getAnswered() == 0
                        : total.getScoreCountsList().equals(expected));
    }

    /** The net promoter score by its definition, without the service: promoters less detractors, of all, times 100. */
    static double score(List<Long> counts) {
        long all = counts.stream().mapToLong(Long::longValue).sum();
        long promoters = counts.get(9) + counts.get(10);
        long detractors =
                counts.subList(0, 7).stream().mapToLong(Long::longValue).sum();
        return all == 0 ? 0 : 100.0 * (promoters - detractors) / all;
    }
}
