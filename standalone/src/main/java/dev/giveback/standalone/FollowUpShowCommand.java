package dev.giveback.standalone;

import dev.giveback.feedback.v1.GetFollowUpRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code giveback follow-up show}. */
@Command(
        name = "show",
        description = "Shows a follow-up with its notes.",
        footer = {"", "Example:", "  giveback follow-up show 13085 ID"})
final class FollowUpShowCommand implements Callable<Integer> {
    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Parameters(index = "0", paramLabel = "CUSTOMER", description = "The shop's own key of the customer.")
    private String customer = "";

    @Parameters(index = "1", paramLabel = "FOLLOW-UP", description = "Its id, as giveback follow-up list tells it.")
    private String id = "";

    @Override
    public Integer call() {
        GetFollowUpRequest request = GetFollowUpRequest.newBuilder()
                .setName(options.customer(customer) + "/followUps/" + id)
                .build();
        return options.show(
                client -> client.await(client.feedback().getFollowUp(request)).getFollowUp(), FollowUpText::lines);
    }
}
