package dev.giveback.feedback.feed;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.giveback.feedback.FeedbackSettings;
import dev.giveback.feedback.actor.Contacts;
import dev.giveback.feedback.customers.Loyalty;
import dev.giveback.feedback.directory.DirectoryProjection;
import dev.giveback.feedback.directory.DirectorySchema;
import dev.giveback.feedback.domain.ContactState;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Request;
import dev.giveback.feedback.journal.PersistenceIds;
import dev.giveback.feedback.journal.StoredChanges;
import dev.giveback.feedback.occasions.OccasionSchema;
import dev.giveback.feedback.outreach.OutreachChange;
import dev.giveback.feedback.outreach.OutreachReply;
import dev.giveback.feedback.outreach.Outreaches;
import dev.giveback.feedback.planner.Chances;
import dev.giveback.feedback.planner.Conditions;
import dev.giveback.feedback.planner.Judgement;
import dev.giveback.feedback.planner.Planner;
import dev.giveback.feedback.rewards.RewardDriver;
import dev.giveback.feedback.texts.TextSchema;
import dev.giveback.feedback.texts.Texts;
import dev.giveback.platform.feed.JournalFeed;
import dev.giveback.platform.journal.JournalConfig;
import dev.giveback.platform.journal.JournalSchema;
import dev.giveback.testkit.TestCluster;
import dev.giveback.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** All that stands between the feed and what is decided, on a real PostgreSQL, with a clock that can be set forward. */
final class RunningPlans implements AutoCloseable {
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final SettableClock clock;
    private final DataSource tables;
    private final ActorSystem<Void> system;
    private final Contacts contacts;
    private final Outreaches outreaches;
    private final AutoCloseable feed;
    private final AutoCloseable planner;
    private final AutoCloseable rewards;
    private final Texts texts;

    /** The system's clock, or ahead of it; it goes on where it was after a restart. */
    static final class SettableClock implements InstantSource {
        private volatile Duration ahead = Duration.ZERO;

        void setForward(Duration by) {
            ahead = ahead.plus(by);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }
    }

    private RunningPlans(TestDatabase database, ShopLoyalty loyalty, SettableClock clock, Chances chances) {
        this.clock = clock;
        tables = database.dataSource("feedback");
        JournalSchema.migrate(database.dataSource(), "feedback");
        DirectorySchema.migrate(database.dataSource(), "feedback");
        OccasionSchema.migrate(database.dataSource(), "feedback");
        TextSchema.migrate(database.dataSource(), "feedback");
        system = ActorSystem.create(Behaviors.empty(), "plans", config(database));
        Cluster.get(system)
                .manager()
                .tell(Join.create(Cluster.get(system).selfMember().address()));
        JournalFeed journal = JournalFeed.over(tables);
        contacts = Contacts.start(system, clock);
        outreaches = Outreaches.start(system, clock, TIMEOUT);
        outreaches.follow(
                new StoredChanges<>(
                                system,
                                journal,
                                PersistenceIds.OUTREACH_PREFIX,
                                dev.giveback.journal.v1.OutreachEvent.parser())::start);
        DirectoryProjection.start(system, journal, tables);
        texts = new Texts(tables);
        Loyalty customers = new Loyalty(loyalty.channel(), Duration.ofSeconds(2), clock);
        Judgement judgement = new Judgement(customers, new Conditions(() -> {}), chances, true);
        feed = JournalTail.start(
                loyalty.channel(),
                tables,
                customers,
                outreaches,
                new Tellings(contacts, customer -> texts.erase(customer, clock.millis())),
                clock);
        planner = Planner.start(tables, outreaches, contacts, judgement, clock, Duration.ofMillis(50), TIMEOUT);
        rewards = RewardDriver.start(
                tables,
                contacts,
                loyalty.channel(),
                loyalty.channel(),
                clock,
                new RewardDriver.Times(Duration.ofMillis(50), TIMEOUT, Duration.ofSeconds(2)));
    }

    static RunningPlans start(TestDatabase database, ShopLoyalty loyalty, SettableClock clock) {
        return new RunningPlans(database, loyalty, clock, new Chances() {
            @Override
            public int chance() {
                return 5_000;
            }

            @Override
            public int heldOut(CustomerId customer) {
                return 5_000;
            }
        });
    }

    private static Config config(TestDatabase database) {
        Map<String, String> tests = new HashMap<>(TestCluster.ALONE);
        tests.put("giveback.feedback.database.url", database.jdbcUrl());
        tests.put("giveback.feedback.database.user", database.user());
        tests.put("giveback.feedback.database.password", database.password());
        FeedbackSettings settings = FeedbackSettings.load(tests);
        return JournalConfig.of(settings.database(), settings.journalConnections())
                .withFallback(settings.root())
                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                .resolve();
    }

    SettableClock clock() {
        return clock;
    }

    DataSource tables() {
        return tables;
    }

    Contacts contacts() {
        return contacts;
    }

    Texts texts() {
        return texts;
    }

    Outreaches outreaches() {
        return outreaches;
    }

    void change(OutreachChange change) throws Exception {
        OutreachReply reply = outreaches
                .change(ShopLoyalty.PROGRAM, change, false)
                .toCompletableFuture()
                .get();
        if (!(reply instanceof OutreachReply.Changed)) {
            throw new AssertionError("reply: " + reply + " (expected: changed)");
        }
    }

    static Request request(String id) {
        return new Request(id, id.hashCode(), "");
    }

    ContactState contacts(String customer) {
        return contacts.read(new CustomerId(ShopLoyalty.PROGRAM, customer), TIMEOUT)
                .toCompletableFuture()
                .join();
    }

    long count(String sql) {
        try (Connection connection = tables.getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT count(*) FROM " + sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        try {
            rewards.close();
            planner.close();
            feed.close();
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
