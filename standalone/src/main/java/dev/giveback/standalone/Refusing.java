package dev.giveback.standalone;

import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.client.Refused;
import dev.giveback.standalone.console.Problem;
import java.util.function.Function;

/** Asks a gateway, and says a refusal in words. */
final class Refusing {
    private Refusing() {}

    static <T> T ask(GatewayOptions gateway, Function<GatewayClient, T> question) {
        try (GatewayClient client = gateway.connect()) {
            return question.apply(client);
        } catch (Refused refused) {
            throw Problem.failed("refused: " + refused.getMessage(), refused);
        }
    }
}
