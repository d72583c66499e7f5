package dev.giveback.standalone;

import dev.giveback.standalone.client.GatewayAddress;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Problem;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the gateway is, and who asks: what every command that talks to a running Giveback takes. */
final class GatewayOptions {
    static final int DEFAULT_PORT = 8980;
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    @Option(
            names = "--grpc-port",
            paramLabel = "PORT",
            defaultValue = "${env:GIVEBACK_GRPC_PORT:-" + DEFAULT_PORT + "}",
            description = "The gateway on this port of this machine (environment GIVEBACK_GRPC_PORT; default "
                    + DEFAULT_PORT + ").")
    private int grpcPort;

    @Option(
            names = "--target",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:GIVEBACK_TARGET}",
            description = "A gateway elsewhere, spoken to with TLS (environment GIVEBACK_TARGET).")
    private @Nullable String target;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description =
                    "File with the key (or the key itself in GIVEBACK_KEY; default: operator.key of the data directory"
                            + " here).")
    private @Nullable Path keyFile;

    @Option(names = "--tls", description = "TLS on this machine too.")
    private boolean tls;

    @Option(names = "--plaintext", description = "No TLS elsewhere either: whoever is on the way can read the key.")
    private boolean plaintext;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "Certificates in PEM to trust, with TLS (default: those that Java trusts).")
    private @Nullable Path caFile;

    @Option(
            names = "--server-name",
            paramLabel = "NAME",
            description = "What the gateway's certificate is for, with TLS (default: HOST).")
    private @Nullable String serverName;

    int grpcPort() {
        return grpcPort;
    }

    GatewayClient connect() {
        return new GatewayClient(connection());
    }

    /**
     * How to reach it.
     *
     * @throws Problem with exit code 2 if the options contradict each other
     */
    GatewayAddress connection() {
        String address = target == null || target.isEmpty() ? StandaloneSettings.HOST + ":" + grpcPort : target;
        int colon = address.lastIndexOf(':');
        if (colon < 1 || !address.substring(colon + 1).matches("[1-9][0-9]{0,4}")) {
            throw Problem.usage("--target: \"" + address + "\" (expected: HOST:PORT)");
        }
        boolean isHere = LOOPBACK.contains(address.substring(0, colon));
        boolean encrypted = tls || caFile != null || serverName != null || !isHere;
        if (plaintext && (tls || caFile != null || serverName != null)) {
            throw Problem.usage("--plaintext: beside --tls, --ca-file or --server-name (expected: one or the other)");
        }
        return new GatewayAddress(
                address, Credentials.find(keyFile, isHere), encrypted && !plaintext, caFile, serverName);
    }
}
