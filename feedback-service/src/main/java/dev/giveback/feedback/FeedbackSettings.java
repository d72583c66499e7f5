package dev.giveback.feedback;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.grpc.GrpcServerSettings;
import dev.giveback.platform.journal.JournalConfig;
import dev.giveback.platform.journal.JournalDatabase;
import java.time.Duration;
import java.util.Map;

/**
 * Settings of the feedback service.
 *
 * @param database where its schema is
 * @param journalConnections of the pool that writes and replays
 * @param readConnections of the pool that everything else shares
 * @param timeout the longest that a customer's actor is waited for
 * @param serviceTimeout the longest that one call to another service may take
 * @param planInterval how often it is looked for what falls due
 * @param own {@code giveback.feedback}, of which each part reads its own settings
 * @param root everything else, the actor system's among it
 */
public record FeedbackSettings(
        JournalDatabase database,
        int journalConnections,
        int readConnections,
        Duration timeout,
        Duration serviceTimeout,
        Duration planInterval,
        GrpcServerSettings grpc,
        Settings own,
        Config root) {
    /** The file with the service's defaults, for {@link Settings#load}. */
    public static final String RESOURCE = "giveback-feedback";

    private static final int MOST_CONNECTIONS = 200;

    /** Reads {@code giveback.feedback} and {@code giveback.platform.grpc}. */
    public static FeedbackSettings from(Settings root) {
        Settings own = root.at("giveback.feedback");
        Settings database = own.at("database");
        return new FeedbackSettings(
                new JournalDatabase(
                        database.text("url"),
                        database.text("user"),
                        database.secret("password"),
                        database.text("schema")),
                database.wholeNumber("journal-connections", 3, MOST_CONNECTIONS),
                database.wholeNumber("read-connections", 4, MOST_CONNECTIONS),
                own.duration("timeout", Duration.ofMillis(100), Duration.ofMinutes(1)),
                own.duration("service-timeout", Duration.ofMillis(100), Duration.ofMinutes(1)),
                own.duration("plan-interval", Duration.ofMillis(10), Duration.ofMinutes(10)),
                GrpcServerSettings.from(root),
                own,
                root.toConfig());
    }

    /** The defaults, with these settings over them. */
    public static FeedbackSettings load(Map<String, ?> overrides) {
        return from(Settings.load(overrides, RESOURCE));
    }

    /** What the actor system is started with: the journal's settings over the service's over the libraries'. */
    Config actorSystem() {
        return JournalConfig.of(database, journalConnections)
                .withFallback(root)
                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                .resolve();
    }
}
