package dev.giveback.standalone;

import dev.giveback.feedback.v1.RetryContactRequest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code giveback contact retry}. */
@Command(
        name = "retry",
        description = {
            "Sends again what failed, or what nobody knows of whether it was sent.",
            "Of the latter the customer may then get the same mail twice."
        },
        footer = {"", "Example:", "  giveback contact retry 13085 ID"})
final class ContactRetryCommand implements Callable<Integer> {
    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Parameters(index = "0", paramLabel = "CUSTOMER", description = "The shop's own key of the customer.")
    private String customer = "";

    @Parameters(
            index = "1",
            paramLabel = "CONTACT",
            description = "Id of the contact, as giveback contact show tells it.")
    private String contact = "";

    @Override
    public Integer call() {
        RetryContactRequest request = RetryContactRequest.newBuilder()
                .setName(options.customer(customer) + "/contacts/" + contact)
                .setRequestId(UUID.randomUUID().toString())
                .build();
        return options.show(
                client -> client.await(client.contacts().retryContact(request)).getContact(),
                there -> List.of(there.getName() + " is " + ContactText.state(there)));
    }
}
