package dev.giveback.loyalty;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.giveback.loyalty.directory.RecoverySettings;
import dev.giveback.loyalty.directory.SagaSettings;
import dev.giveback.loyalty.directory.SweepSettings;
import dev.giveback.loyalty.feed.TailSettings;
import dev.giveback.loyalty.privacy.PrivacySettings;
import dev.giveback.loyalty.seal.SealSettings;
import dev.giveback.platform.acts.WorkSettings;
import dev.giveback.platform.archive.ArchiveSettings;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.grpc.GrpcServerSettings;
import dev.giveback.platform.journal.JournalConfig;
import dev.giveback.platform.journal.JournalDatabase;
import dev.giveback.platform.lifecycle.StartupException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Settings of the loyalty service.
 *
 * @param database where its schema is
 * @param shards databases that store customers' events first; none: they are stored in {@code database}
 * @param journalConnections of the pool that writes and replays
 * @param readConnections of the pool that the feed, the directory and statements share
 * @param maxCallsUnderWay about customers, at once; more are refused
 * @param timeout the longest that a customer's actor is waited for
 * @param tails of the feeds
 * @param recovery of the read model
 * @param works of admins
 * @param archive of exports and imports
 * @param seals of the journal
 * @param privacy where the master keys are
 * @param root everything else, the actor system's among it
 */
public record LoyaltySettings(
        JournalDatabase database,
        List<JournalDatabase> shards,
        int journalConnections,
        int readConnections,
        int maxCallsUnderWay,
        Duration timeout,
        GrpcServerSettings grpc,
        SweepSettings sweep,
        TailSettings tails,
        SagaSettings sagas,
        RecoverySettings recovery,
        WorkSettings works,
        ArchiveSettings archive,
        SealSettings seals,
        PrivacySettings privacy,
        Config root) {
    /** The file with the service's defaults, for {@link Settings#load}. */
    public static final String RESOURCE = "giveback-loyalty";

    private static final int MOST_CONNECTIONS = 200;
    private static final int MOST_SHARDS = 128;
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** Reads {@code giveback.loyalty} and {@code giveback.platform.grpc}. */
    public static LoyaltySettings from(Settings root) {
        Settings own = root.at("giveback.loyalty");
        Settings database = own.at("database");
        JournalDatabase home = new JournalDatabase(
                database.text("url"), database.text("user"), database.secret("password"), database.text("schema"));
        return new LoyaltySettings(
                home,
                shards(database, home),
                database.wholeNumber("journal-connections", 3, MOST_CONNECTIONS),
                database.wholeNumber("read-connections", 2, MOST_CONNECTIONS),
                own.wholeNumber("max-calls-under-way", 1, 1_000_000),
                own.duration("timeout", Duration.ofMillis(100), Duration.ofMinutes(1)),
                GrpcServerSettings.from(root),
                SweepSettings.from(root),
                TailSettings.from(root),
                SagaSettings.from(root),
                RecoverySettings.from(root),
                WorkSettings.from(root.at("giveback.loyalty.admin")),
                ArchiveSettings.from(root.at("giveback.loyalty.admin")),
                SealSettings.from(root),
                PrivacySettings.from(root),
                root.toConfig());
    }

    private static List<JournalDatabase> shards(Settings database, JournalDatabase home) {
        List<String> urls = database.optionalText("shards")
                .map(text -> BLANKS.splitAsStream(text.strip()).toList())
                .orElse(List.of());
        if (urls.size() > MOST_SHARDS) {
            throw new StartupException("giveback.loyalty.database.shards: " + urls.size()
                    + " databases (expected: at most " + MOST_SHARDS + ")");
        }
        if (urls.contains(home.url()) || urls.stream().distinct().count() < urls.size()) {
            throw new StartupException(
                    "giveback.loyalty.database.shards: the same database twice (expected: each another one, and not that of giveback.loyalty.database.url)");
        }
        return urls.stream()
                .map(url -> new JournalDatabase(url, home.user(), home.password(), home.schema()))
                .toList();
    }

    /** The defaults, with these settings over them. */
    public static LoyaltySettings load(Map<String, ?> overrides) {
        return from(Settings.load(overrides, RESOURCE, SweepSettings.RESOURCE));
    }

    /** What the actor system is started with: the journal's settings over the service's over the libraries'. */
    Config actorSystem() {
        return JournalConfig.withFurther(
                JournalConfig.of(database, journalConnections)
                        .withFallback(root)
                        .withFallback(ConfigFactory.defaultReferenceUnresolved())
                        .resolve(),
                shards,
                journalConnections);
    }
}
