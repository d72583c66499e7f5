package dev.giveback.recommendation;

import com.typesafe.config.Config;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.grpc.GrpcServerSettings;
import dev.giveback.platform.journal.JournalDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of the recommendation service.
 *
 * @param database where its schema is
 * @param connections of the pool that catalogue and impressions share
 * @param callTimeout the longest that one call to another service may take
 * @param snapshotDirectory where models are kept between two starts; none to read the journal at each
 * @param snapshotInterval between two snapshots while something changes
 * @param refreshInterval between two looks at the sums over all customers while something is bought
 * @param learns whether weights and trees are learnt in the background
 * @param heldOutPercent of customers who are shown popular products at random, so that the others can be compared
 * @param root everything else
 */
public record RecommendationSettings(
        JournalDatabase database,
        int connections,
        Duration callTimeout,
        Optional<Path> snapshotDirectory,
        Duration snapshotInterval,
        Duration refreshInterval,
        boolean learns,
        int heldOutPercent,
        GrpcServerSettings grpc,
        Config root) {
    /** The file with the service's defaults, for {@link Settings#load}. */
    public static final String RESOURCE = "giveback-recommendation";

    /** Where the settings stand. */
    public static final String KEY = "giveback.recommendation";

    /** Reads {@code giveback.recommendation} and {@code giveback.platform.grpc}. */
    public static RecommendationSettings from(Settings root) {
        Settings own = root.at(KEY);
        Settings database = own.at("database");
        return new RecommendationSettings(
                new JournalDatabase(
                        database.text("url"),
                        database.text("user"),
                        database.secret("password"),
                        database.text("schema")),
                database.wholeNumber("connections", 3, 200),
                own.duration("call-timeout", Duration.ofMillis(100), Duration.ofMinutes(1)),
                own.optionalText("snapshot-directory").map(Path::of),
                own.duration("snapshot-interval", Duration.ofSeconds(1), Duration.ofDays(1)),
                own.duration("refresh-interval", Duration.ofSeconds(1), Duration.ofDays(1)),
                own.flag("learning"),
                own.wholeNumber("held-out-percent", 0, 50),
                GrpcServerSettings.from(root),
                root.toConfig());
    }

    /** The defaults, with these settings over them. */
    public static RecommendationSettings load(Map<String, ?> overrides) {
        return from(Settings.load(overrides, RESOURCE));
    }
}
