package dev.giveback.standalone;

import dev.giveback.feedback.v1.ListResponsesRequest;
import dev.giveback.feedback.v1.ListResponsesResponse;
import dev.giveback.feedback.v1.QuestionAnswer;
import dev.giveback.feedback.v1.SurveyResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback survey responses}. */
@Command(
        name = "responses",
        description = "Lists answers, the latest first; searches their texts.",
        footer = {
            "",
            "Examples:",
            "  giveback survey responses after-purchase --max-score 6",
            "  giveback survey responses after-purchase --query 'slow -delivery \"not again\"'",
            "  giveback survey responses after-purchase --page-token TOKEN     the next page"
        })
final class SurveyResponsesCommand implements Callable<Integer> {
    private static final int MOST = 200;

    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Parameters(paramLabel = "NAME", description = "Id of the survey in the program.")
    private String name = "";

    @Option(
            names = "--query",
            paramLabel = "WORDS",
            defaultValue = "",
            description = "Words that the texts must have, as a web search writes them.")
    private String query = "";

    @Option(names = "--min-score", paramLabel = "N", description = "Only with a score of at least this.")
    private @Nullable Integer minScore;

    @Option(names = "--max-score", paramLabel = "N", description = "Only with a score of at most this.")
    private @Nullable Integer maxScore;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "At most this many, 1 to 200 (default: 20).")
    private int limit;

    @Option(names = "--page-token", paramLabel = "TOKEN", defaultValue = "", description = "Token of a next page.")
    private String pageToken = "";

    @Override
    public Integer call() {
        ShowOptions.expect("--limit", limit, 1, MOST);
        ListResponsesRequest.Builder request = ListResponsesRequest.newBuilder()
                .setSurvey(options.survey(name))
                .setQuery(query)
                .setPageSize(limit)
                .setPageToken(pageToken);
        if (minScore != null) {
            request.setMinScore(minScore);
        }
        if (maxScore != null) {
            request.setMaxScore(maxScore);
        }
        return options.show(
                client -> client.await(client.feedback().listResponses(request.build())),
                SurveyResponsesCommand::lines);
    }

    private static List<String> lines(ListResponsesResponse page) {
        List<String> lines = new ArrayList<>();
        page.getResponsesList().forEach(response -> lines.addAll(lines(response)));
        if (lines.isEmpty()) {
            lines.add("There is no such answer.");
        }
        if (!page.getNextPageToken().isEmpty()) {
            lines.add("There are more: --page-token " + page.getNextPageToken());
        }
        return lines;
    }

    private static List<String> lines(SurveyResponse response) {
        List<String> lines = new ArrayList<>();
        lines.add(Printing.time(response.getAnswerTime(), "") + "  " + response.getInvitation()
                + (response.getOrderId().isEmpty() ? "" : "  order " + response.getOrderId())
                + (response.getSimulated() ? "  SIMULATED" : ""));
        response.getAnswersList().forEach(answer -> lines.add("    " + answer.getQuestionId() + ": " + said(answer)));
        if (response.hasReward()) {
            lines.add("    got " + OutreachText.reward(response.getReward())
                    + (response.getRewardDelivered() ? "" : ", on its way"));
        }
        return lines;
    }

    private static String said(QuestionAnswer answer) {
        return switch (answer.getValueCase()) {
            case SCORE -> Integer.toString(answer.getScore());
            case TEXT -> answer.getText().replace("\n", " / ");
            case CHOICES -> String.join(", ", answer.getChoices().getChoiceIdsList());
            case VALUE_NOT_SET -> "";
        };
    }
}
