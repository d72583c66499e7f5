package dev.giveback.standalone;

import dev.giveback.feedback.v1.ListMessagesRequest;
import dev.giveback.feedback.v1.ListMessagesResponse;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code giveback message list}. */
@Command(
        name = "list",
        description = "Lists the messages of a program.",
        footer = {"", "Example:", "  giveback message list -o json | jq -r '.messages[].name'"})
final class MessageListCommand implements Callable<Integer> {
    private static final int PAGE = 200;

    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Override
    public Integer call() {
        return options.show(this::read, MessageListCommand::lines);
    }

    private ListMessagesResponse read(GatewayClient client) {
        ListMessagesResponse.Builder whole = ListMessagesResponse.newBuilder();
        String token = "";
        do {
            ListMessagesResponse page = client.await(client.outreach()
                    .listMessages(ListMessagesRequest.newBuilder()
                            .setParent(options.parent())
                            .setPageSize(PAGE)
                            .setPageToken(token)
                            .build()));
            whole.addAllMessages(page.getMessagesList());
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        return whole.build();
    }

    private static List<String> lines(ListMessagesResponse all) {
        if (all.getMessagesCount() == 0) {
            return List.of("There is no message yet; giveback message create FILE makes one.");
        }
        Table table = new Table(
                Column.text("message"),
                Column.text("name"),
                Column.text("state"),
                Column.number("version"),
                Column.text("purpose"),
                Column.text("when"),
                Column.text("how"),
                Column.text("gift"));
        all.getMessagesList()
                .forEach(each -> table.row(
                        OutreachText.id(each.getName()),
                        each.getDisplayName(),
                        OutreachText.state(each.getState()),
                        Long.toString(each.getVersion()),
                        OutreachText.purpose(each.getPurpose()),
                        OutreachText.trigger(each.getTrigger()),
                        OutreachText.channel(each.getChannel()),
                        OutreachText.reward(each.getGift())));
        return table.lines();
    }
}
