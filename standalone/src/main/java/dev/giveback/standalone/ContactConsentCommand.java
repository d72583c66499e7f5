package dev.giveback.standalone;

import dev.giveback.feedback.v1.Channel;
import dev.giveback.feedback.v1.ConsentChange;
import dev.giveback.feedback.v1.ContactPurpose;
import dev.giveback.feedback.v1.GetConsentRequest;
import dev.giveback.feedback.v1.UpdateConsentRequest;
import dev.giveback.standalone.console.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback contact consent}. */
@Command(
        name = "consent",
        description = {
            "Shows what a customer consented to and what the limits leave; gives or withdraws consent.",
            "--give and --withdraw take service, survey, marketing or all; --by takes email, webhook, in_app or all."
        },
        footer = {
            "",
            "Examples:",
            "  giveback contact consent 13085",
            "  giveback contact consent 13085 --give survey,marketing --source checkout",
            "  giveback contact consent 13085 --withdraw all --source 'account page'"
        })
final class ContactConsentCommand implements Callable<Integer> {
    private static final String ALL = "all";

    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Parameters(paramLabel = "CUSTOMER", description = "The shop's own key of the customer.")
    private String customer = "";

    @Option(names = "--give", split = ",", paramLabel = "PURPOSE", description = "What the customer consents to.")
    private List<String> give = new ArrayList<>();

    @Option(names = "--withdraw", split = ",", paramLabel = "PURPOSE", description = "What the customer does not want.")
    private List<String> withdraw = new ArrayList<>();

    @Option(
            names = "--by",
            paramLabel = "CHANNEL",
            defaultValue = ALL,
            description = "By which channel (default: all).")
    private String by = ALL;

    @Option(
            names = "--source",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Where it was said, checkout say; it must not say anything of the person.")
    private String source = "";

    @Override
    public Integer call() {
        if (give.isEmpty() && withdraw.isEmpty()) {
            GetConsentRequest request = GetConsentRequest.newBuilder()
                    .setCustomer(options.customer(customer))
                    .build();
            return options.show(client -> client.await(client.contacts().getConsent(request)), ContactText::lines);
        }
        if (source.isBlank()) {
            throw Problem.usage("--source: is missing; it is recorded where consent was given or withdrawn");
        }
        UpdateConsentRequest.Builder request = UpdateConsentRequest.newBuilder()
                .setCustomer(options.customer(customer))
                .setSource(source)
                .setRequestId(UUID.randomUUID().toString());
        give.forEach(purpose -> request.addChanges(change("--give", purpose, true)));
        withdraw.forEach(purpose -> request.addChanges(change("--withdraw", purpose, false)));
        return options.show(
                client -> client.await(client.contacts().updateConsent(request.build())),
                answer -> ContactText.consents(answer.getConsentsList()));
    }

    private ConsentChange change(String option, String purpose, boolean granted) {
        ConsentChange.Builder change = ConsentChange.newBuilder().setGranted(granted);
        if (!purpose.equalsIgnoreCase(ALL)) {
            change.setPurpose(Words.constant(ContactPurpose.class, "CONTACT_PURPOSE_", option, purpose));
        }
        if (!by.equalsIgnoreCase(ALL)) {
            change.setChannel(Words.constant(Channel.class, "CHANNEL_", "--by", by));
        }
        return change.build();
    }
}
