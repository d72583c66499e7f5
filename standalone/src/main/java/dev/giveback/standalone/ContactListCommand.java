package dev.giveback.standalone;

import dev.giveback.feedback.v1.ContactState;
import dev.giveback.feedback.v1.ListProgramContactsRequest;
import dev.giveback.feedback.v1.ListProgramContactsResponse;
import dev.giveback.feedback.v1.NotSentReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code giveback contact list}. */
@Command(
        name = "list",
        description =
                "Lists a program's contacts by time, the latest first. Those failed and unknown are the dead letters.",
        footer = {
            "",
            "Examples:",
            "  giveback contact list --state failed,unknown",
            "  giveback contact list --state not-sent --why no-consent",
            "  giveback contact list --of surveys/after-purchase"
        })
final class ContactListCommand implements Callable<Integer> {
    private static final int MOST = 200;

    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Option(
            names = "--state",
            split = ",",
            paramLabel = "STATE",
            description = "not-sent, sending, waiting, sent, failed, unknown (default: all).")
    private List<String> states = new ArrayList<>();

    @Option(
            names = "--why",
            paramLabel = "REASON",
            defaultValue = "",
            description = "Only those not sent for this reason.")
    private String why = "";

    @Option(
            names = "--of",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Only of this message, or of a survey, surveys/ID.")
    private String source = "";

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
        ListProgramContactsRequest.Builder request = ListProgramContactsRequest.newBuilder()
                .setParent(options.parent())
                .setSource(source.isEmpty() ? "" : options.source(source))
                .setPageSize(limit)
                .setPageToken(pageToken);
        states.forEach(
                state -> request.addStates(Words.constant(ContactState.class, "CONTACT_STATE_", "--state", state)));
        if (!why.isEmpty()) {
            request.setReason(Words.constant(NotSentReason.class, "NOT_SENT_REASON_", "--why", why));
        }
        return options.show(
                client -> client.await(client.contacts().listProgramContacts(request.build())),
                ContactListCommand::lines);
    }

    private static List<String> lines(ListProgramContactsResponse page) {
        if (page.getContactsCount() == 0) {
            return List.of("There is no such contact.");
        }
        List<String> lines = new ArrayList<>(ContactText.lines(page.getContactsList(), true));
        if (!page.getNextPageToken().isEmpty()) {
            lines.add("There are more: --page-token " + page.getNextPageToken());
        }
        return lines;
    }
}
