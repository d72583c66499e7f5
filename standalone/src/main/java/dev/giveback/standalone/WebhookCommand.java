package dev.giveback.standalone;

import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import dev.giveback.webhook.v1.Delivery;
import dev.giveback.webhook.v1.ListWebhooksRequest;
import dev.giveback.webhook.v1.ListWebhooksResponse;
import dev.giveback.webhook.v1.Webhook;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code giveback webhook}. */
@Command(
        name = "webhook",
        description = "Tells a shop's own address what happens to its customers; shows, repeats and ends that.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            WebhookCommand.ListAll.class,
            WebhookChangeCommands.Show.class,
            WebhookChangeCommands.Create.class,
            WebhookUpdateCommand.class,
            WebhookChangeCommands.Pause.class,
            WebhookChangeCommands.Resume.class,
            WebhookChangeCommands.RotateSecret.class,
            WebhookChangeCommands.Delete.class,
            WebhookDeliveryCommands.Test.class,
            WebhookDeliveryCommands.Deliveries.class,
            WebhookDeliveryCommands.Retry.class,
            WebhookDeliveryCommands.Skip.class,
            WebhookDeliveryCommands.Replay.class
        },
        footer = {
            "",
            "Examples:",
            "  giveback webhook create crm https://shop.example/giveback --type checkout,refund",
            "  giveback webhook test crm",
            "  giveback webhook deliveries crm --state dead"
        })
final class WebhookCommand {
    private WebhookCommand() {}

    static List<String> lines(Webhook webhook) {
        List<String> lines = new ArrayList<>();
        lines.add(AccessText.id(webhook.getName()) + "  " + webhook.getDisplayName() + "  (" + state(webhook) + ")");
        lines.add("  address     " + webhook.getUrl());
        lines.add("  told of     "
                + (webhook.getTypesCount() == 0
                        ? "everything"
                        : String.join(
                                ", ",
                                webhook.getTypesList().stream()
                                        .map(type -> Printing.word(type, "STATEMENT_ENTRY_TYPE_"))
                                        .toList())));
        lines.add("  made        " + Printing.time(webhook.getCreateTime(), "") + ", version " + webhook.getVersion());
        return lines;
    }

    private static String state(Webhook webhook) {
        String state = Printing.word(webhook.getState(), "WEBHOOK_STATE_");
        return webhook.getPauseReasonValue() == 0
                ? state
                : state + ": "
                        + Printing.word(webhook.getPauseReason(), "PAUSE_REASON_")
                                .replace('_', ' ');
    }

    static List<String> deliveries(List<Delivery> deliveries) {
        if (deliveries.isEmpty()) {
            return List.of("There is no such delivery.");
        }
        Table table = new Table(
                Column.text("delivery"),
                Column.text("recorded"),
                Column.text("customer"),
                Column.text("what"),
                Column.text("state"),
                Column.number("tries"),
                Column.text("next"),
                Column.text("last problem"));
        for (Delivery delivery : deliveries) {
            table.row(
                    AccessText.id(delivery.getName()),
                    Printing.time(delivery.getRecordTime(), ""),
                    AccessText.id(delivery.getCustomer()),
                    Printing.word(delivery.getType(), "STATEMENT_ENTRY_TYPE_"),
                    Printing.word(delivery.getState(), "DELIVERY_STATE_"),
                    Integer.toString(delivery.getAttempts()),
                    Printing.time(delivery.getNextAttemptTime(), ""),
                    delivery.getLastError());
        }
        return table.lines();
    }

    /** {@code giveback webhook list}. */
    @Command(
            name = "list",
            description = "Lists the webhooks of a program.",
            footer = {"", "Example:", "  giveback webhook list -o json"})
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private final ListOptions list = new ListOptions();

        @Override
        public Integer call() {
            return list.show(
                    (client, token) -> {
                        ListWebhooksResponse page = client.await(client.webhooks()
                                .listWebhooks(ListWebhooksRequest.newBuilder()
                                        .setParent(list.options().parent())
                                        .setPageSize(list.pageSize())
                                        .setPageToken(token)
                                        .build()));
                        return new Pages.Page<>(page.getWebhooksList(), page.getNextPageToken());
                    },
                    rows -> ListWebhooksResponse.newBuilder()
                            .addAllWebhooks(rows)
                            .build(),
                    ListAll::table);
        }

        private static List<String> table(ListWebhooksResponse all) {
            if (all.getWebhooksCount() == 0) {
                return List.of("There is no webhook yet; giveback webhook create makes one.");
            }
            Table table = new Table(
                    Column.text("webhook"), Column.text("name"), Column.text("state"), Column.text("address"));
            all.getWebhooksList()
                    .forEach(each -> table.row(
                            AccessText.id(each.getName()), each.getDisplayName(), state(each), each.getUrl()));
            return table.lines();
        }
    }
}
