package dev.giveback.standalone;

import dev.giveback.feedback.v1.PreviewContactRequest;
import dev.giveback.feedback.v1.PreviewContactResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback message preview}. */
@Command(
        name = "preview",
        description =
                "Shows what a message, or the invitation of a survey, would say. Nothing is sent; its link does not work.",
        footer = {
            "",
            "Examples:",
            "  giveback message preview welcome",
            "  giveback message preview surveys/after-purchase --customer 13085 --language de",
            "  giveback message preview welcome -o json | jq -r .html > welcome.html"
        })
final class MessagePreviewCommand implements Callable<Integer> {
    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Parameters(paramLabel = "NAME", description = "Id of the message; surveys/ID of a survey.")
    private String name = "";

    @Option(
            names = "--customer",
            paramLabel = "ID",
            defaultValue = "",
            description = "To whom (default: an example of a customer).")
    private String customer = "";

    @Option(
            names = "--language",
            paramLabel = "TAG",
            defaultValue = "",
            description = "The language (default: the customer's).")
    private String language = "";

    @Override
    public Integer call() {
        PreviewContactRequest request = PreviewContactRequest.newBuilder()
                .setSource(options.source(name))
                .setCustomer(customer.isEmpty() ? "" : options.customer(customer))
                .setLanguageCode(language)
                .build();
        return options.show(
                client -> client.await(client.outreach().previewContact(request)), MessagePreviewCommand::lines);
    }

    private static List<String> lines(PreviewContactResponse preview) {
        List<String> lines = new ArrayList<>();
        lines.add("Subject: " + preview.getSubject());
        lines.add("");
        preview.getText().lines().forEach(lines::add);
        return lines;
    }
}
