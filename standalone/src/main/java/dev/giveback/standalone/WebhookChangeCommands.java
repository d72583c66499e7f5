package dev.giveback.standalone;

import dev.giveback.client.GivebackClient;
import dev.giveback.loyalty.v1.StatementEntryType;
import dev.giveback.standalone.console.Problem;
import dev.giveback.webhook.v1.CreateWebhookRequest;
import dev.giveback.webhook.v1.CreateWebhookResponse;
import dev.giveback.webhook.v1.DeleteWebhookRequest;
import dev.giveback.webhook.v1.GetWebhookRequest;
import dev.giveback.webhook.v1.GetWebhookResponse;
import dev.giveback.webhook.v1.RotateWebhookSigningSecretRequest;
import dev.giveback.webhook.v1.SetWebhookStateRequest;
import dev.giveback.webhook.v1.Webhook;
import dev.giveback.webhook.v1.WebhookState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Webhooks and what they are: {@code giveback webhook show} and what changes one. */
final class WebhookChangeCommands {
    private WebhookChangeCommands() {}

    static StatementEntryType type(String word) {
        for (StatementEntryType type : StatementEntryType.values()) {
            if (type.name()
                    .equals("STATEMENT_ENTRY_TYPE_"
                            + word.toUpperCase(Locale.ROOT).replace('-', '_'))) {
                return type;
            }
        }
        throw Problem.usage("--type: \"" + word + "\" (expected: checkout, refund or another type of event)");
    }

    /** {@code giveback webhook show}. */
    @Command(
            name = "show",
            description = "Shows a webhook, and how far it is.",
            footer = {"", "Example:", "  giveback webhook show crm"})
    static final class Show implements Callable<Integer> {
        @Mixin
        private final ShowOptions options = new ShowOptions();

        @Parameters(paramLabel = "NAME", description = "Id of the webhook in the program.")
        private String name = "";

        @Override
        public Integer call() {
            GetWebhookRequest request = GetWebhookRequest.newBuilder()
                    .setName(options.inProgram("webhooks/" + name))
                    .build();
            return options.show(client -> client.await(client.webhooks().getWebhook(request)), Show::lines);
        }

        private static List<String> lines(GetWebhookResponse answer) {
            List<String> lines = new ArrayList<>(WebhookCommand.lines(answer.getWebhook()));
            var progress = answer.getProgress();
            lines.add("  reads       "
                    + Printing.word(progress.getMode(), "READING_MODE_").replace('_', ' '));
            lines.add("  waiting     " + progress.getPendingCount() + ", the oldest since "
                    + Printing.time(progress.getOldestPendingTime(), "never"));
            lines.add("  given up    " + progress.getDeadCount());
            lines.add("  last well   " + Printing.time(progress.getLastSuccessTime(), "never")
                    + (progress.getLastError().isEmpty() ? "" : "; now: " + progress.getLastError()));
            return lines;
        }
    }

    /** {@code giveback webhook create}. */
    @Command(
            name = "create",
            description =
                    "Makes a webhook, and shows the secret that its calls are signed with: nothing shows it again.",
            footer = {
                "",
                "Examples:",
                "  giveback webhook create crm https://shop.example/giveback",
                "  giveback webhook create crm https://shop.example/giveback --type checkout,refund --on-failure hold"
            })
    static final class Create implements Callable<Integer> {
        @Mixin
        private final ShowOptions options = new ShowOptions();

        @Parameters(index = "0", paramLabel = "NAME", description = "Id in the program: a-z, 0-9 and -.")
        private String name = "";

        @Parameters(index = "1", paramLabel = "URL", description = "Where it is called, https.")
        private String url = "";

        @Option(
                names = "--type",
                paramLabel = "TYPE",
                split = ",",
                description = "Only of events of these types, checkout or refund say (default: everything).")
        private List<String> types = new ArrayList<>();

        @Option(
                names = "--on-failure",
                paramLabel = "WHAT",
                defaultValue = "skip",
                description = "When an event cannot be told: skip tells that customer's later ones, hold lets them wait"
                        + " (default: skip).")
        private WebhookUpdateCommand.OnFailure onFailure = WebhookUpdateCommand.OnFailure.SKIP;

        @Option(names = "--display-name", paramLabel = "TEXT", defaultValue = "", description = "What people call it.")
        private String displayName = "";

        @Override
        public Integer call() {
            CreateWebhookRequest request = CreateWebhookRequest.newBuilder()
                    .setRequestId(GivebackClient.newRequestId())
                    .setWebhook(Webhook.newBuilder()
                            .setName(options.inProgram("webhooks/" + name))
                            .setDisplayName(displayName.isEmpty() ? name : displayName)
                            .setUrl(url)
                            .addAllTypes(types.stream()
                                    .map(WebhookChangeCommands::type)
                                    .toList())
                            .setFailurePolicy(onFailure.policy()))
                    .build();
            return options.show(client -> client.await(client.webhooks().createWebhook(request)), Create::lines);
        }

        private static List<String> lines(CreateWebhookResponse answer) {
            List<String> lines = new ArrayList<>(WebhookCommand.lines(answer.getWebhook()));
            lines.add("");
            lines.add(answer.getSigningSecret());
            return lines;
        }
    }

    private static int set(ShowOptions options, String name, WebhookState state) {
        SetWebhookStateRequest request = SetWebhookStateRequest.newBuilder()
                .setName(options.inProgram("webhooks/" + name))
                .setState(state)
                .setRequestId(GivebackClient.newRequestId())
                .build();
        return options.show(
                client ->
                        client.await(client.webhooks().setWebhookState(request)).getWebhook(),
                WebhookCommand::lines);
    }

    /** {@code giveback webhook pause}. */
    @Command(
            name = "pause",
            description = "Calls it no more; nothing is missed when it goes on.",
            footer = {"", "Example:", "  giveback webhook pause crm"})
    static final class Pause implements Callable<Integer> {
        @Mixin
        private final ShowOptions options = new ShowOptions();

        @Parameters(paramLabel = "NAME", description = "Id of the webhook in the program.")
        private String name = "";

        @Override
        public Integer call() {
            return set(options, name, WebhookState.WEBHOOK_STATE_PAUSED);
        }
    }

    /** {@code giveback webhook resume}. */
    @Command(
            name = "resume",
            description = "Calls it again, from where it stopped.",
            footer = {"", "Example:", "  giveback webhook resume crm"})
    static final class Resume implements Callable<Integer> {
        @Mixin
        private final ShowOptions options = new ShowOptions();

        @Parameters(paramLabel = "NAME", description = "Id of the webhook in the program.")
        private String name = "";

        @Override
        public Integer call() {
            return set(options, name, WebhookState.WEBHOOK_STATE_ACTIVE);
        }
    }

    /** {@code giveback webhook rotate-secret}. */
    @Command(
            name = "rotate-secret",
            description = "Makes a new secret to sign calls with, and shows it: nothing shows it again.",
            footer = {"", "Example:", "  giveback webhook rotate-secret crm"})
    static final class RotateSecret implements Callable<Integer> {
        @Mixin
        private final ShowOptions options = new ShowOptions();

        @Parameters(paramLabel = "NAME", description = "Id of the webhook in the program.")
        private String name = "";

        @Override
        public Integer call() {
            RotateWebhookSigningSecretRequest request = RotateWebhookSigningSecretRequest.newBuilder()
                    .setName(options.inProgram("webhooks/" + name))
                    .setRequestId(GivebackClient.newRequestId())
                    .build();
            return options.show(
                    client -> client.await(client.webhooks().rotateWebhookSigningSecret(request)),
                    answer -> List.of(
                            answer.getSigningSecret(),
                            "Calls carry the signature by the one before too until "
                                    + Printing.time(answer.getPreviousSecretEndTime(), "now") + "."));
        }
    }

    /** {@code giveback webhook delete}. */
    @Command(
            name = "delete",
            description = "Ends a webhook for good; what was not delivered is not delivered.",
            footer = {"", "Example:", "  giveback webhook delete crm"})
    static final class Delete implements Callable<Integer> {
        @Mixin
        private final ShowOptions options = new ShowOptions();

        @Parameters(paramLabel = "NAME", description = "Id of the webhook in the program.")
        private String name = "";

        @Override
        public Integer call() {
            DeleteWebhookRequest request = DeleteWebhookRequest.newBuilder()
                    .setName(options.inProgram("webhooks/" + name))
                    .setRequestId(GivebackClient.newRequestId())
                    .build();
            return options.show(
                    client -> client.await(client.webhooks().deleteWebhook(request)),
                    answer -> List.of(name + " is gone."));
        }
    }
}
