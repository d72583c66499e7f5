package dev.giveback.standalone;

import dev.giveback.standalone.database.DatabaseSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a standalone is started with; everything else has one value for all.
 *
 * @param dataDirectory everything that is kept
 * @param databasePort port of the embedded PostgreSQL; a free one if empty
 * @param grpcPort port of the gateway's gRPC
 * @param httpPort port of metrics and health
 */
record StandaloneSettings(Path dataDirectory, OptionalInt databasePort, int grpcPort, int httpPort) {
    /** The loopback address that everything listens on. */
    static final String HOST = "127.0.0.1";

    DatabaseSettings database() {
        return new DatabaseSettings(dataDirectory, dataDirectory, databasePort);
    }

    /** These settings as the services and the gateway read them. The drain has no load balancer to wait for. */
    Map<String, Object> overrides() {
        return Map.of(
                "giveback.gateway.grpc.host", HOST,
                "giveback.gateway.grpc.port", grpcPort,
                "giveback.platform.grpc.drain.notice", "100ms");
    }

    /** What seals personal values: a file beside the database, made at the first start, unless the environment says otherwise. */
    Map<String, Object> masterKeys() {
        return System.getenv("GIVEBACK_MASTER_KEYS_FILE") == null && System.getenv("GIVEBACK_MASTER_KEYS") == null
                ? Map.of(
                        "giveback.loyalty.privacy.master-keys.file",
                        masterKeyFile().toString(),
                        "giveback.loyalty.privacy.master-keys.create",
                        true)
                : Map.of();
    }

    Path masterKeyFile() {
        return dataDirectory.resolve("master-keys.json");
    }
}
