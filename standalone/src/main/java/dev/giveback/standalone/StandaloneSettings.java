package dev.giveback.standalone;

import dev.giveback.standalone.database.DatabaseSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a standalone is started with; everything else has one value for all.
 *
 * @param dataDirectory everything that is kept
 * @param databasePort port of the embedded PostgreSQL; a free one if empty
 * @param grpcPort port of the gateway's gRPC
 * @param httpPort port of metrics and health
 * @param webPort port of the pages that customers see
 * @param loyaltyPort port of the loyalty service itself, which asks nobody for a key; none if empty
 */
record StandaloneSettings(
        Path dataDirectory,
        OptionalInt databasePort,
        int grpcPort,
        int httpPort,
        int webPort,
        OptionalInt loyaltyPort) {
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
                "giveback.gateway.web.host", HOST,
                "giveback.gateway.web.port", webPort,
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

    /** Where the secret of the key is that commands on this machine use, made at the first start. */
    Path operatorKeyFile() {
        return Credentials.operatorFile(dataDirectory);
    }

    Path masterKeyFile() {
        return dataDirectory.resolve("master-keys.json");
    }

    /**
     * How customers are reached, unless the environment says otherwise: mails are files in a folder, links lead to the web port, their key is
     * a file beside the database, made at the first start, and webhooks may be on this machine.
     */
    Map<String, Object> contacts() {
        Map<String, Object> contacts = new HashMap<>();
        if (System.getenv("GIVEBACK_MAIL_TRANSPORT") == null) {
            contacts.put("giveback.feedback.mail.transport", "folder");
            contacts.put("giveback.feedback.mail.folder", outbox().toString());
        }
        if (System.getenv("GIVEBACK_LINK_BASE_URL") == null) {
            contacts.put("giveback.feedback.links.base-url", "http://" + HOST + ":" + webPort);
        }
        if (System.getenv("GIVEBACK_FEEDBACK_KEY") == null && System.getenv("GIVEBACK_FEEDBACK_KEY_FILE") == null) {
            contacts.put(
                    "giveback.feedback.links.key-file",
                    dataDirectory.resolve("feedback.key").toString());
        }
        if (System.getenv("GIVEBACK_WEBHOOK_PRIVATE_NETWORKS") == null) {
            contacts.put("giveback.feedback.webhooks.private-networks", "127.0.0.0/8, ::1/128");
        }
        return contacts;
    }

    /** Where mails go as files. */
    Path outbox() {
        return dataDirectory.resolve("outbox");
    }
}
