package dev.giveback.standalone;

import dev.giveback.standalone.client.GatewayClient;
import picocli.CommandLine.Option;

/** Where the gateway is: what every command that talks to a running Giveback takes. */
final class GatewayOptions {
    static final int DEFAULT_PORT = 8980;

    @Option(
            names = "--grpc-port",
            paramLabel = "PORT",
            defaultValue = "${env:GIVEBACK_GRPC_PORT:-" + DEFAULT_PORT + "}",
            description = "Port of the gateway's gRPC (environment GIVEBACK_GRPC_PORT; default " + DEFAULT_PORT + ").")
    private int grpcPort;

    int grpcPort() {
        return grpcPort;
    }

    GatewayClient connect() {
        return new GatewayClient(StandaloneSettings.HOST, grpcPort);
    }
}
