package dev.giveback.standalone.backtest.planted;

import dev.giveback.standalone.client.GatewayClient;

/** A planted violation: what reads rules and shows results asks the gateway itself. */
public final class KnowsTheClient {
    private KnowsTheClient() {}

    /** The violation itself. */
    public static String nameOf(GatewayClient client) {
        return client.address();
    }
}
