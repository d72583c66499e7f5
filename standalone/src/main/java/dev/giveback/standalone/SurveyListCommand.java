package dev.giveback.standalone;

import dev.giveback.feedback.v1.ListSurveysRequest;
import dev.giveback.feedback.v1.ListSurveysResponse;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code giveback survey list}. */
@Command(
        name = "list",
        description = "Lists the surveys of a program.",
        footer = {"", "Example:", "  giveback survey list -o json | jq -r '.surveys[].name'"})
final class SurveyListCommand implements Callable<Integer> {
    private static final int PAGE = 200;

    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Override
    public Integer call() {
        return options.show(this::read, SurveyListCommand::lines);
    }

    private ListSurveysResponse read(GatewayClient client) {
        ListSurveysResponse.Builder whole = ListSurveysResponse.newBuilder();
        String token = "";
        do {
            ListSurveysResponse page = client.await(client.outreach()
                    .listSurveys(ListSurveysRequest.newBuilder()
                            .setParent(options.parent())
                            .setPageSize(PAGE)
                            .setPageToken(token)
                            .build()));
            whole.addAllSurveys(page.getSurveysList());
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        return whole.build();
    }

    private static List<String> lines(ListSurveysResponse all) {
        if (all.getSurveysCount() == 0) {
            return List.of("There is no survey yet; giveback survey create FILE makes one.");
        }
        Table table = new Table(
                Column.text("survey"),
                Column.text("name"),
                Column.text("state"),
                Column.number("version"),
                Column.text("when"),
                Column.text("how"),
                Column.text("for an answer"));
        all.getSurveysList()
                .forEach(each -> table.row(
                        OutreachText.id(each.getName()),
                        each.getDisplayName(),
                        OutreachText.state(each.getState()),
                        Long.toString(each.getVersion()),
                        each.hasTrigger() ? OutreachText.trigger(each.getTrigger()) : "by request",
                        OutreachText.channel(each.getChannel()),
                        OutreachText.reward(each.getReward())));
        return table.lines();
    }
}
