package dev.giveback.standalone;

import dev.giveback.feedback.v1.FollowUpState;
import dev.giveback.feedback.v1.UpdateFollowUpRequest;
import dev.giveback.standalone.console.Problem;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback follow-up update}. */
@Command(
        name = "update",
        description = "Changes the state of a follow-up or who does it, or adds a note.",
        footer = {
            "",
            "Examples:",
            "  giveback follow-up update 13085 ID --state in-progress --assignee kim --author kim",
            "  giveback follow-up update 13085 ID --note 'called back' --author kim",
            "  giveback follow-up update 13085 ID --assignee '' --author kim     nobody does it now"
        })
final class FollowUpUpdateCommand implements Callable<Integer> {
    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Parameters(index = "0", paramLabel = "CUSTOMER", description = "The shop's own key of the customer.")
    private String customer = "";

    @Parameters(index = "1", paramLabel = "FOLLOW-UP", description = "Its id, as giveback follow-up list tells it.")
    private String id = "";

    @Option(names = "--state", paramLabel = "STATE", description = "open, in-progress or resolved.")
    private @Nullable String state;

    @Option(names = "--assignee", paramLabel = "WHO", description = "Who does it; empty for nobody.")
    private @Nullable String assignee;

    @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "A note to add.")
    private String note = "";

    @Option(names = "--author", paramLabel = "WHO", required = true, description = "Who asks.")
    private String author = "";

    @Override
    public Integer call() {
        if (state == null && assignee == null && note.isEmpty()) {
            throw Problem.usage("what is to be changed? --state, --assignee or --note");
        }
        UpdateFollowUpRequest.Builder request = UpdateFollowUpRequest.newBuilder()
                .setName(options.customer(customer) + "/followUps/" + id)
                .setNote(note)
                .setAuthor(author)
                .setRequestId(UUID.randomUUID().toString());
        if (state != null) {
            request.setState(Words.constant(FollowUpState.class, "FOLLOW_UP_STATE_", "--state", state));
        }
        if (assignee != null) {
            request.setAssignee(assignee);
        }
        return options.show(
                client -> client.await(client.feedback().updateFollowUp(request.build()))
                        .getFollowUp(),
                FollowUpText::lines);
    }
}
