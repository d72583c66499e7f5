package dev.giveback.standalone;

import dev.giveback.feedback.v1.ContactState;
import dev.giveback.feedback.v1.CreateInvitationRequest;
import dev.giveback.feedback.v1.CreateInvitationResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback survey invite}. */
@Command(
        name = "invite",
        description = {
            "Invites a customer now, and prints the link. It is judged like any other contact, but for quiet hours and the chance:"
                    + " without a link it says why.",
            "An order is asked about once a survey: the same again gives the same link."
        },
        footer = {
            "",
            "Examples:",
            "  giveback survey invite after-purchase 13085 --order 496166",
            "  giveback survey invite after-purchase 13085 --order 496166 -o json | jq -r .link"
        })
final class SurveyInviteCommand implements Callable<Integer> {
    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = "Id of the survey in the program.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "CUSTOMER", description = "The shop's own key of the customer.")
    private String customer = "";

    @Option(
            names = "--order",
            paramLabel = "ID",
            defaultValue = "",
            description = "The order that it is about (default: none).")
    private String order = "";

    @Option(
            names = "--language",
            paramLabel = "TAG",
            defaultValue = "",
            description = "The language (default: the profile's).")
    private String language = "";

    @Override
    public Integer call() {
        CreateInvitationRequest request = CreateInvitationRequest.newBuilder()
                .setSurvey(options.survey(name))
                .setCustomer(options.customer(customer))
                .setOrderId(order)
                .setLanguageCode(language)
                .setRequestId(UUID.randomUUID().toString())
                .build();
        return options.show(
                client -> client.await(client.contacts().createInvitation(request)), SurveyInviteCommand::lines);
    }

    private static List<String> lines(CreateInvitationResponse answer) {
        if (answer.getContact().getState() == ContactState.CONTACT_STATE_NOT_SENT) {
            return List.of("Not invited: " + answer.getContact().getExplanation());
        }
        return List.of(
                answer.getLink(),
                "It can be answered once, until "
                        + Printing.time(answer.getContact().getExpireTime(), "the survey ends") + ".");
    }
}
