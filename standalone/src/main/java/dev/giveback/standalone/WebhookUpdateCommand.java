package dev.giveback.standalone;

import dev.giveback.client.GivebackClient;
import dev.giveback.loyalty.v1.StatementEntryType;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Problem;
import dev.giveback.webhook.v1.FailurePolicy;
import dev.giveback.webhook.v1.GetWebhookRequest;
import dev.giveback.webhook.v1.UpdateWebhookRequest;
import dev.giveback.webhook.v1.Webhook;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback webhook update}. */
@Command(
        name = "update",
        description = {
            "Changes what is given of a webhook, and leaves the rest as it is. What waits is delivered by the new"
                    + " version.",
            "Two updates at the same time: the later one wins as a whole, so look at the outcome."
        },
        footer = {
            "",
            "Examples:",
            "  giveback webhook update crm --url https://shop.example/giveback/v2",
            "  giveback webhook update crm --type checkout,refund --on-failure hold",
            "  giveback webhook update crm --all-types"
        })
final class WebhookUpdateCommand implements Callable<Integer> {
    /** What becomes of a customer's later events when one cannot be told. */
    enum OnFailure {
        SKIP(FailurePolicy.FAILURE_POLICY_SKIP),
        HOLD(FailurePolicy.FAILURE_POLICY_HOLD);

        private final FailurePolicy policy;

        OnFailure(FailurePolicy policy) {
            this.policy = policy;
        }

        FailurePolicy policy() {
            return policy;
        }
    }

    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Parameters(paramLabel = "NAME", description = "Id of the webhook in the program.")
    private String name = "";

    @Option(names = "--url", paramLabel = "URL", description = "Where it is called, https.")
    private @Nullable String url;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            split = ",",
            description = "Only of events of these types, checkout or refund say, in place of those before.")
    private @Nullable List<String> types;

    @Option(names = "--all-types", description = "Of everything.")
    private boolean allTypes;

    @Option(
            names = "--on-failure",
            paramLabel = "WHAT",
            description = "When an event cannot be told: skip tells that customer's later ones, hold lets them wait.")
    private @Nullable OnFailure onFailure;

    @Option(names = "--display-name", paramLabel = "TEXT", description = "What people call it.")
    private @Nullable String displayName;

    @Option(names = "--dry-run", description = "Only look whether it could be done.")
    private boolean dryRun;

    private List<StatementEntryType> only = List.of();

    @Override
    public Integer call() {
        if (allTypes && types != null) {
            throw Problem.usage("--type and --all-types: both were given (expected: one of them)");
        }
        if (url == null && types == null && !allTypes && onFailure == null && displayName == null) {
            throw Problem.usage(
                    "nothing to change (expected: --url, --type, --all-types, --on-failure or --display-name)");
        }
        only = types == null
                ? List.of()
                : types.stream().map(WebhookChangeCommands::type).toList();
        return options.show(this::updated, this::lines);
    }

    private Webhook updated(GatewayClient client) {
        Webhook there = client.await(client.webhooks()
                        .getWebhook(GetWebhookRequest.newBuilder()
                                .setName(options.inProgram("webhooks/" + name))
                                .build()))
                .getWebhook();
        return client.await(client.webhooks()
                        .updateWebhook(UpdateWebhookRequest.newBuilder()
                                .setWebhook(changed(there))
                                .setRequestId(GivebackClient.newRequestId())
                                .setValidateOnly(dryRun)
                                .build()))
                .getWebhook();
    }

    private Webhook changed(Webhook there) {
        Webhook.Builder changed = there.toBuilder();
        if (url != null) {
            changed.setUrl(url);
        }
        if (types != null || allTypes) {
            changed.clearTypes().addAllTypes(only);
        }
        if (onFailure != null) {
            changed.setFailurePolicy(onFailure.policy());
        }
        if (displayName != null) {
            changed.setDisplayName(displayName);
        }
        return changed.build();
    }

    private List<String> lines(Webhook webhook) {
        return dryRun ? List.of(name + " could be updated. Nothing was done.") : WebhookCommand.lines(webhook);
    }
}
