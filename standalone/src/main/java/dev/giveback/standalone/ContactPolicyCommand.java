package dev.giveback.standalone;

import dev.giveback.feedback.v1.ContactPolicy;
import dev.giveback.feedback.v1.GetContactPolicyRequest;
import dev.giveback.feedback.v1.RotateWebhookSecretRequest;
import dev.giveback.feedback.v1.RotateWebhookSecretResponse;
import dev.giveback.feedback.v1.UpdateContactPolicyRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback contact policy}. */
@Command(
        name = "policy",
        description = "Shows by what, when and how often a program's customers may be contacted.",
        subcommands = {ContactPolicyCommand.Set.class, ContactPolicyCommand.RotateSecret.class},
        synopsisSubcommandLabel = "[set FILE | rotate-secret]",
        footer = {
            "",
            "Examples:",
            "  giveback contact policy",
            "  giveback contact policy set examples/outreach/contact-policy.json",
            "  giveback contact policy rotate-secret     what calls of webhooks are signed with"
        })
final class ContactPolicyCommand implements Callable<Integer> {
    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Override
    public Integer call() {
        GetContactPolicyRequest request = GetContactPolicyRequest.newBuilder()
                .setName(options.parent() + "/contactPolicy")
                .build();
        return options.show(
                client -> client.await(client.outreach().getContactPolicy(request))
                        .getPolicy(),
                ContactPolicyCommand::lines);
    }

    private static List<String> lines(ContactPolicy policy) {
        List<String> lines = new ArrayList<>();
        lines.add(policy.getName()
                + (policy.getVersion() == 0 ? "  (the defaults)" : "  (version " + policy.getVersion() + ")"));
        policy.getLimitsList()
                .forEach(limit -> lines.add("  limit       " + limit.getMaxContacts() + " in " + limit.getDays()
                        + " days, "
                        + (limit.getPurposeValue() == 0 ? "all together" : OutreachText.purpose(limit.getPurpose()))));
        lines.add("  quiet       "
                + (policy.hasQuietHours()
                        ? policy.getQuietHours().getStart() + " to "
                                + policy.getQuietHours().getEnd() + " of the customer's day"
                        : "never"));
        lines.add("  assumed     consent to "
                + String.join(
                        ", ",
                        policy.getAssumedConsentList().stream()
                                .map(OutreachText::purpose)
                                .toList()));
        lines.add("  sender      " + (policy.getSender().isEmpty() ? "none: no e-mail is sent" : policy.getSender()));
        lines.add("  webhook     " + (policy.getWebhookUrl().isEmpty() ? "none" : policy.getWebhookUrl()));
        lines.add("  held out    " + Printing.percent(policy.getHeldOutPer10000()) + " of customers, from surveys");
        return lines;
    }

    /** {@code giveback contact policy set}. */
    @Command(
            name = "set",
            description = "Sets the policy from a file: the JSON of giveback.feedback.v1.ContactPolicy, as a whole.",
            footer = {"", "Example:", "  giveback contact policy set examples/outreach/contact-policy.json"})
    static final class Set implements Callable<Integer> {
        @Mixin
        private final ShowOptions options = new ShowOptions();

        @Parameters(paramLabel = "FILE", description = "The file.")
        private Path file = Path.of("");

        @Option(names = "--dry-run", description = "Only look whether it could be done; change nothing.")
        private boolean dryRun;

        @Override
        public Integer call() {
            ContactPolicy.Builder policy = JsonFile.read(file, ContactPolicy.newBuilder(), "contact policy");
            UpdateContactPolicyRequest request = UpdateContactPolicyRequest.newBuilder()
                    .setPolicy(policy.setName(options.parent() + "/contactPolicy"))
                    .setRequestId(UUID.randomUUID().toString())
                    .setValidateOnly(dryRun)
                    .build();
            return options.show(
                    client -> client.await(client.outreach().updateContactPolicy(request))
                            .getPolicy(),
                    ContactPolicyCommand::lines);
        }
    }

    /** {@code giveback contact policy rotate-secret}. */
    @Command(
            name = "rotate-secret",
            description = {
                "Makes the secret that calls of webhooks are signed with, or a new one, and prints it: nothing shows it again.",
                "Until the next day calls carry the signatures by both."
            },
            footer = {"", "Example:", "  giveback contact policy rotate-secret"})
    static final class RotateSecret implements Callable<Integer> {
        @Mixin
        private final ShowOptions options = new ShowOptions();

        @Override
        public Integer call() {
            RotateWebhookSecretRequest request = RotateWebhookSecretRequest.newBuilder()
                    .setName(options.parent() + "/contactPolicy")
                    .setRequestId(UUID.randomUUID().toString())
                    .build();
            return options.show(
                    client -> client.await(client.outreach().rotateWebhookSecret(request)), RotateSecret::lines);
        }

        private static List<String> lines(RotateWebhookSecretResponse answer) {
            return List.of(answer.getSecret());
        }
    }
}
