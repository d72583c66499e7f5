package dev.giveback.coupon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.giveback.platform.acts.WorkSettings;
import dev.giveback.platform.archive.ArchiveSettings;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.grpc.GrpcServerSettings;
import dev.giveback.platform.journal.JournalConfig;
import dev.giveback.platform.journal.JournalDatabase;
import java.time.Duration;
import java.util.Map;

/**
 * Settings of the coupon service.
 *
 * @param database where its schema is
 * @param journalConnections of the pool that writes and replays
 * @param readConnections of the pool that the feeds, the directory and the registry share
 * @param timeout the longest that a campaign's actor is waited for
 * @param loyaltyTimeout the longest that one call to loyalty-service may take
 * @param returnPause between two tries to take back a coupon that an order has reserved
 * @param wakeInterval how often campaigns that watch claims are made sure to be awake
 * @param works what admins may take of it
 * @param archive how files of journals are written and read
 * @param root everything else, the actor system's among it
 */
public record CouponSettings(
        JournalDatabase database,
        int journalConnections,
        int readConnections,
        Duration timeout,
        Duration loyaltyTimeout,
        Duration returnPause,
        Duration wakeInterval,
        WorkSettings works,
        ArchiveSettings archive,
        GrpcServerSettings grpc,
        Config root) {
    /** The file with the service's defaults, for {@link Settings#load}. */
    public static final String RESOURCE = "giveback-coupon";

    private static final int MOST_CONNECTIONS = 200;

    /** Reads {@code giveback.coupon} and {@code giveback.platform.grpc}. */
    public static CouponSettings from(Settings root) {
        Settings own = root.at("giveback.coupon");
        Settings database = own.at("database");
        return new CouponSettings(
                new JournalDatabase(
                        database.text("url"),
                        database.text("user"),
                        database.secret("password"),
                        database.text("schema")),
                database.wholeNumber("journal-connections", 3, MOST_CONNECTIONS),
                database.wholeNumber("read-connections", 4, MOST_CONNECTIONS),
                own.duration("timeout", Duration.ofMillis(100), Duration.ofMinutes(1)),
                own.duration("loyalty-timeout", Duration.ofMillis(100), Duration.ofMinutes(1)),
                own.duration("return-pause", Duration.ofMillis(100), Duration.ofMinutes(10)),
                own.duration("wake-interval", Duration.ofMillis(100), Duration.ofMinutes(10)),
                WorkSettings.from(own.at("admin")),
                ArchiveSettings.from(own.at("admin")),
                GrpcServerSettings.from(root),
                root.toConfig());
    }

    /** The defaults, with these settings over them. */
    public static CouponSettings load(Map<String, ?> overrides) {
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
