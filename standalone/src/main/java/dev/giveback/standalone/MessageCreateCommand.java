package dev.giveback.standalone;

import dev.giveback.feedback.v1.CreateMessageRequest;
import dev.giveback.feedback.v1.OutreachMessage;
import dev.giveback.feedback.v1.UpdateMessageRequest;
import dev.giveback.standalone.client.GatewayClient;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback message create}. */
@Command(
        name = "create",
        description = {
            "Creates a message from a file: the JSON of giveback.feedback.v1.OutreachMessage. Its name may leave the"
                    + " program out: \"messages/ID\". It is active at once.",
            "Creating the same file again changes nothing."
        },
        footer = {
            "",
            "Examples:",
            "  giveback message create examples/outreach/welcome.json",
            "  giveback message create examples/outreach/welcome.json --dry-run     only looks whether it could be",
            "  giveback message create examples/outreach/welcome.json --update    a new version of one that is there"
        })
final class MessageCreateCommand implements Callable<Integer> {
    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Parameters(paramLabel = "FILE", description = "The file.")
    private Path file = Path.of("");

    @Option(names = "--update", description = "Make a new version of one that is there.")
    private boolean update;

    @Option(names = "--dry-run", description = "Only look whether it could be done.")
    private boolean dryRun;

    @Override
    public Integer call() {
        OutreachMessage.Builder wanted = JsonFile.read(file, OutreachMessage.newBuilder(), "message");
        OutreachMessage asked =
                wanted.setName(options.inProgram(wanted.getName())).build();
        return options.show(
                client -> update ? updated(client, asked) : created(client, asked),
                there -> List.of(
                        dryRun
                                ? asked.getName() + " could be " + (update ? "updated" : "created")
                                        + ". Nothing was done."
                                : there.getName() + " is " + OutreachText.state(there.getState()) + ", version "
                                        + there.getVersion()));
    }

    private OutreachMessage created(GatewayClient client, OutreachMessage asked) {
        return client.await(client.outreach()
                        .createMessage(CreateMessageRequest.newBuilder()
                                .setMessage(asked)
                                .setRequestId(JsonFile.requestId(asked))
                                .setValidateOnly(dryRun)
                                .build()))
                .getMessage();
    }

    private OutreachMessage updated(GatewayClient client, OutreachMessage asked) {
        return client.await(client.outreach()
                        .updateMessage(UpdateMessageRequest.newBuilder()
                                .setMessage(asked)
                                // Anew each time: going back to what was there before is a change too.
                                .setRequestId(UUID.randomUUID().toString())
                                .setValidateOnly(dryRun)
                                .build()))
                .getMessage();
    }
}
