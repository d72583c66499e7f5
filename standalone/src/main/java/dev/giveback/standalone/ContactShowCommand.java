package dev.giveback.standalone;

import dev.giveback.feedback.v1.ListContactsRequest;
import dev.giveback.feedback.v1.ListContactsResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback contact show}. */
@Command(
        name = "show",
        description = "Lists what was decided about one customer, the latest first: sent or not, and why.",
        footer = {"", "Example:", "  giveback contact show 13085"})
final class ContactShowCommand implements Callable<Integer> {
    private static final int MOST = 200;

    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Parameters(paramLabel = "CUSTOMER", description = "The shop's own key of the customer.")
    private String customer = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "At most this many, 1 to 200 (default: 20).")
    private int limit;

    @Option(names = "--page-token", paramLabel = "TOKEN", defaultValue = "", description = "Token of a next page.")
    private String pageToken = "";

    @Override
    public Integer call() {
        ShowOptions.expect("--limit", limit, 1, MOST);
        ListContactsRequest request = ListContactsRequest.newBuilder()
                .setParent(options.customer(customer))
                .setPageSize(limit)
                .setPageToken(pageToken)
                .build();
        return options.show(client -> client.await(client.contacts().listContacts(request)), ContactShowCommand::lines);
    }

    private static List<String> lines(ListContactsResponse page) {
        if (page.getContactsCount() == 0) {
            return List.of("Nothing was decided about this customer.");
        }
        List<String> lines = new ArrayList<>(ContactText.lines(page.getContactsList(), false));
        if (!page.getNextPageToken().isEmpty()) {
            lines.add("There are more: --page-token " + page.getNextPageToken());
        }
        return lines;
    }
}
