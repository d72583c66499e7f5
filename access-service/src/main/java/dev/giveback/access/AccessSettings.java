package dev.giveback.access;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.giveback.platform.acts.WorkSettings;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.grpc.GrpcServerSettings;
import dev.giveback.platform.journal.JournalConfig;
import dev.giveback.platform.journal.JournalDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of the access service.
 *
 * @param database where its schema is
 * @param journalConnections of the pool that writes and replays
 * @param readConnections of the pool that the feeds and the read model share
 * @param timeout the longest that an actor is waited for
 * @param startLimit the longest that a start waits for the journal of keys to be read
 * @param works what admins' checks may take
 * @param operatorKeyFile where the secret of the first key is put; empty if there is a key already
 * @param operatorKeyAgain whether another such key is made, for who has lost all
 * @param root everything else, the actor system's among it
 */
public record AccessSettings(
        JournalDatabase database,
        int journalConnections,
        int readConnections,
        Duration timeout,
        Duration startLimit,
        WorkSettings works,
        Optional<Path> operatorKeyFile,
        boolean operatorKeyAgain,
        GrpcServerSettings grpc,
        Config root) {
    /** The file with the service's defaults, for {@link Settings#load}. */
    public static final String RESOURCE = "giveback-access";

    private static final int MOST_CONNECTIONS = 200;

    /** Reads {@code giveback.access} and {@code giveback.platform.grpc}. */
    public static AccessSettings from(Settings root) {
        Settings own = root.at("giveback.access");
        Settings database = own.at("database");
        return new AccessSettings(
                new JournalDatabase(
                        database.text("url"),
                        database.text("user"),
                        database.secret("password"),
                        database.text("schema")),
                database.wholeNumber("journal-connections", 3, MOST_CONNECTIONS),
                database.wholeNumber("read-connections", 3, MOST_CONNECTIONS),
                own.duration("timeout", Duration.ofMillis(100), Duration.ofMinutes(1)),
                own.duration("start-limit", Duration.ofMillis(100), Duration.ofHours(1)),
                WorkSettings.from(own.at("admin")),
                own.at("operator-key").optionalText("file").map(Path::of),
                own.at("operator-key").flag("again"),
                GrpcServerSettings.from(root),
                root.toConfig());
    }

    /** The defaults, with these settings over them. */
    public static AccessSettings load(Map<String, ?> overrides) {
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
