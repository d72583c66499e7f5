package dev.giveback.standalone;

import dev.giveback.feedback.v1.GetMessageRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code giveback message show}. */
@Command(
        name = "show",
        description = "Shows a message with its texts.",
        footer = {"", "Example:", "  giveback message show welcome"})
final class MessageShowCommand implements Callable<Integer> {
    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Parameters(paramLabel = "NAME", description = "Id of the message in the program.")
    private String name = "";

    @Override
    public Integer call() {
        GetMessageRequest request =
                GetMessageRequest.newBuilder().setName(options.message(name)).build();
        return options.show(
                client -> client.await(client.outreach().getMessage(request)).getMessage(), OutreachText::lines);
    }
}
