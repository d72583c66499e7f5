package dev.giveback.standalone;

import dev.giveback.loyalty.v1.GetProfileRequest;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.client.Refused;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code giveback customer profile}. */
@Command(
        name = "profile",
        description = "Shows what a customer told of themselves.",
        footer = {"", "Example:", "  giveback customer profile 13085"})
final class CustomerProfileCommand implements Callable<Integer> {
    @Mixin
    private final GatewayOptions gateway = new GatewayOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final CustomerSubject customer = new CustomerSubject();

    @Override
    public Integer call() {
        try (GatewayClient client = gateway.connect()) {
            output.showFields(
                    client.await(client.customers()
                                    .getProfile(GetProfileRequest.newBuilder()
                                            .setName(customer.name())
                                            .build()))
                            .getProfile(),
                    "The customer has told nothing of themselves.");
            return 0;
        } catch (Refused refused) {
            throw customer.problem(refused);
        }
    }
}
