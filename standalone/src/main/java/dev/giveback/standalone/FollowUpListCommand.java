package dev.giveback.standalone;

import dev.giveback.feedback.v1.FollowUpState;
import dev.giveback.feedback.v1.ListFollowUpsRequest;
import dev.giveback.feedback.v1.ListFollowUpsResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code giveback follow-up list}. */
@Command(
        name = "list",
        description =
                "Lists the follow-ups of low scores, the oldest first; those that are resolved only if they are asked for.",
        footer = {
            "",
            "Examples:",
            "  giveback follow-up list",
            "  giveback follow-up list --state resolved --assignee kim"
        })
final class FollowUpListCommand implements Callable<Integer> {
    private static final int MOST = 200;

    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Option(
            names = "--state",
            split = ",",
            paramLabel = "STATE",
            description = "open, in-progress, resolved (default: those not resolved).")
    private List<String> states = new ArrayList<>();

    @Option(names = "--survey", paramLabel = "NAME", defaultValue = "", description = "Only of this survey.")
    private String survey = "";

    @Option(names = "--assignee", paramLabel = "WHO", defaultValue = "", description = "Only of this one.")
    private String assignee = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "At most this many, 1 to 200 (default: 50).")
    private int limit;

    @Option(names = "--page-token", paramLabel = "TOKEN", defaultValue = "", description = "Token of a next page.")
    private String pageToken = "";

    @Override
    public Integer call() {
        ShowOptions.expect("--limit", limit, 1, MOST);
        ListFollowUpsRequest.Builder request = ListFollowUpsRequest.newBuilder()
                .setParent(options.parent())
                .setSurvey(survey.isEmpty() ? "" : options.survey(survey))
                .setAssignee(assignee)
                .setPageSize(limit)
                .setPageToken(pageToken);
        states.forEach(
                state -> request.addStates(Words.constant(FollowUpState.class, "FOLLOW_UP_STATE_", "--state", state)));
        return options.show(
                client -> client.await(client.feedback().listFollowUps(request.build())), FollowUpListCommand::lines);
    }

    private static List<String> lines(ListFollowUpsResponse page) {
        if (page.getFollowUpsCount() == 0) {
            return List.of("There is no such follow-up.");
        }
        List<String> lines = new ArrayList<>(FollowUpText.table(page.getFollowUpsList()));
        if (!page.getNextPageToken().isEmpty()) {
            lines.add("There are more: --page-token " + page.getNextPageToken());
        }
        return lines;
    }
}
