package dev.giveback.standalone;

import dev.giveback.admin.v1.AdminContext;
import dev.giveback.standalone.client.GatewayClient;
import io.grpc.StatusRuntimeException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command takes that an admin uses: who asks, why, and where Giveback is. */
final class AdminOptions {
    private static final int LONGEST_NAME = 100;

    @Mixin
    private final GatewayOptions gateway = new GatewayOptions();

    @Option(
            names = "--operator",
            paramLabel = "NAME",
            defaultValue = "${env:GIVEBACK_OPERATOR:-${sys:user.name}}",
            description =
                    "Who asks; it is recorded (environment GIVEBACK_OPERATOR; default: the user of this machine).")
    private String operator = "";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Why; it is recorded. What changes or erases anything asks for it.")
    private String reason = "";

    GatewayClient connect() {
        return gateway.connect();
    }

    /** What a call that failed says to the user. */
    RuntimeException failure(StatusRuntimeException failed) {
        try (GatewayClient client = gateway.connect()) {
            return client.failure(failed);
        }
    }

    AdminContext context() {
        return AdminContext.newBuilder()
                .setOperator(operator.substring(0, Math.min(LONGEST_NAME, operator.length())))
                .setReason(reason)
                .build();
    }
}
