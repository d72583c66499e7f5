package dev.giveback.recommendation;

import com.zaxxer.hikari.HikariDataSource;
import dev.giveback.platform.grpc.EchoHandler;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.grpc.GrpcServer;
import dev.giveback.platform.lifecycle.Lifecycle;
import dev.giveback.platform.node.Followed;
import dev.giveback.platform.node.ForeignFeed;
import dev.giveback.platform.node.NodeGrpcService;
import dev.giveback.platform.tail.SharedWatch;
import dev.giveback.recommendation.catalogue.Catalogue;
import dev.giveback.recommendation.catalogue.CatalogueFollower;
import dev.giveback.recommendation.catalogue.CatalogueSchema;
import dev.giveback.recommendation.feed.Journal;
import dev.giveback.recommendation.feed.JournalFollower;
import dev.giveback.recommendation.feed.Rebuild;
import dev.giveback.recommendation.feed.Rest;
import dev.giveback.recommendation.grpc.AnswerThreads;
import dev.giveback.recommendation.grpc.CatalogueGrpcService;
import dev.giveback.recommendation.grpc.ModelGrpcService;
import dev.giveback.recommendation.grpc.RecommendationGrpcService;
import dev.giveback.recommendation.grpc.RecommendationGrpcServices;
import dev.giveback.recommendation.live.Learner;
import dev.giveback.recommendation.live.LessonFile;
import dev.giveback.recommendation.live.ModelDirectory;
import dev.giveback.recommendation.live.Models;
import dev.giveback.recommendation.live.Shops;
import dev.giveback.recommendation.live.SnapshotFile;
import dev.giveback.recommendation.live.Upkeep;
import dev.giveback.recommendation.offers.Offers;
import dev.giveback.recommendation.outcomes.OutcomeReader;
import dev.giveback.recommendation.outcomes.OutcomeSchema;
import dev.giveback.recommendation.outcomes.Outcomes;
import dev.giveback.recommendation.trees.XgboostTrainer;
import io.grpc.Channel;
import io.grpc.ServerServiceDefinition;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;

/**
 * The running recommendation service: models that follow the journal and the catalogue, and the gRPC services in front. Everything is wired here, by hand, in
 * the order in which it starts; it stops in the reverse order.
 */
public final class RecommendationService implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    /** The last snapshot of a very large shop takes its time. */
    private static final Duration SNAPSHOT_LIMIT = Duration.ofMinutes(1);

    private static final Duration FEED_PAUSE = Duration.ofSeconds(1);

    private final Lifecycle lifecycle = new Lifecycle();
    private final Shops shops = new Shops();
    private final RecommendationSettings settings;
    private final MeterRegistry meters;
    private final InstantSource clock;

    /** Under which the follower of the journal is listed. */
    private static final String MODELS = "models";

    private RecommendationService(RecommendationSettings settings, MeterRegistry meters, InstantSource clock) {
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Starts the service and returns when it serves; it answers with UNAVAILABLE until {@link #isReady}. Loyalty-service and coupon-service need not be
     * there yet.
     *
     * @param endpoints where to serve
     * @param clock that tells which day it is
     * @param loyalty to loyalty-service, whose journal is followed; it is not closed here
     * @param coupon to coupon-service, which is asked for campaigns; it is not closed here
     * @throws dev.giveback.platform.lifecycle.StartupException when it cannot start; what had started is stopped again
     */
    public static RecommendationService start(
            RecommendationSettings settings,
            List<? extends Endpoint> endpoints,
            MeterRegistry meters,
            InstantSource clock,
            Channel loyalty,
            Channel coupon) {
        RecommendationService service = new RecommendationService(settings, meters, clock);
        try {
            service.run(endpoints, loyalty, coupon);
            return service;
        } catch (RuntimeException failed) {
            service.close();
            throw failed;
        }
    }

    /** Whether the journal was read to its end once, and the catalogue. */
    public boolean isReady() {
        return shops.isReady();
    }

    private void run(List<? extends Endpoint> endpoints, Channel loyalty, Channel coupon) {
        HikariDataSource tables = lifecycle.add(
                "connections", STOP_LIMIT, settings.database().openPool("recommendation", settings.connections()));
        CatalogueSchema.migrate(tables, settings.database().schema());
        OutcomeSchema.migrate(tables, settings.database().schema());
        ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
        lifecycle.onStop("blocking threads", STOP_LIMIT, blocking::close);

        Models models = new Models(shops, clock);
        Learner learner = startModels(models);
        Journal journal = new Journal(loyalty, settings.callTimeout());
        lifecycle.add(
                "follower of the journal",
                STOP_LIMIT,
                JournalFollower.start(journal, models, meters, clock, FEED_PAUSE, rest(tables)));
        Catalogue catalogue = new Catalogue(tables);
        CatalogueFollower follower =
                lifecycle.add("follower of the catalogue", STOP_LIMIT, CatalogueFollower.start(catalogue, models));
        var unused = follower.firstRound().thenRunAsync(models::catalogueRead, blocking);
        lifecycle.add("reader of outcomes", STOP_LIMIT, OutcomeReader.start(loyalty, tables, clock));

        AnswerThreads answers = lifecycle.add(
                "threads that answer",
                STOP_LIMIT,
                AnswerThreads.start(Runtime.getRuntime().availableProcessors()));
        Rebuild rebuild = new Rebuild(journal, models, new CatalogueRounds(catalogue, follower::nextRound), meters);
        List<ServerServiceDefinition> services = new ArrayList<>();
        services.add(new RecommendationGrpcService(
                        shops,
                        settings.heldOutPercent(),
                        clock,
                        // Ids of lists are no secrets, and a lock would be met by every answer.
                        () -> ThreadLocalRandom.current().nextLong(),
                        answers,
                        new Offers(coupon, loyalty, shops, answers),
                        new Outcomes(tables, blocking, shops, clock))
                .bindService());
        services.add(new CatalogueGrpcService(shops, tables, clock, blocking).bindService());
        services.add(new ModelGrpcService(shops, models, learner, rebuild, blocking).bindService());
        services.add(EchoHandler.service());
        services.add(NodeGrpcService.of(followed(tables, blocking), blocking));
        lifecycle.add(
                "recommendation gRPC",
                settings.grpc().drainTotal(),
                GrpcServer.start(
                        settings.grpc(),
                        endpoints,
                        services,
                        List.of(RecommendationGrpcServices.validation()),
                        meters));
    }

    private static Rest rest(DataSource tables) {
        SharedWatch watch = new SharedWatch(tables, MODELS);
        return new Rest() {
            @Override
            public boolean isWanted() {
                return watch.isPaused();
            }

            @Override
            public void current() {
                watch.current();
            }

            @Override
            public void upTo(long recordMillis) {
                watch.upTo(recordMillis);
            }
        };
    }

    private static List<Followed> followed(DataSource tables, ExecutorService blocking) {
        return List.of(
                new ForeignFeed(
                        MODELS, "Brings what is bought to the models, on every node.", "SELECT ''", tables, blocking),
                new ForeignFeed(
                        OutcomeReader.NAME,
                        "Finds what became of the lists that were shown.",
                        "SELECT resume_token FROM outcome_progress",
                        tables,
                        blocking));
    }

    /** What keeps the models between two starts, and what is done for them from time to time. */
    private Learner startModels(Models models) {
        Optional<ModelDirectory> directory = settings.snapshotDirectory()
                .map(path -> lifecycle.add("snapshot directory", STOP_LIMIT, ModelDirectory.open(path)));
        Optional<LessonFile> lessons = directory.map(ModelDirectory::lessons);
        Optional<SnapshotFile> snapshots = directory.map(ModelDirectory::models);
        Learner learner = lifecycle.add(
                "learner", STOP_LIMIT, Learner.start(models, shops, new XgboostTrainer(), clock, lessons));
        Upkeep.Intervals intervals =
                Upkeep.Intervals.of(settings.refreshInterval(), settings.snapshotInterval(), settings.learns());
        lifecycle.add(
                "upkeep of models", SNAPSHOT_LIMIT, Upkeep.start(models, shops, learner, snapshots, intervals, meters));
        lifecycle.onStop("models", STOP_LIMIT, models::close);
        Gauge.builder("giveback.recommendation.ready", () -> shops.isReady() ? 1 : 0)
                .description("1 when the journal was read to its end once, and the catalogue.")
                .register(meters);
        Gauge.builder("giveback.recommendation.programs", models::count).register(meters);
        Gauge.builder("giveback.recommendation.lessons.age", learner::oldestSeconds)
                .baseUnit("seconds")
                .description("Since the oldest lesson that is used was learnt.")
                .register(meters);
        return learner;
    }

    /** Drains and stops: first the gRPC services, then the followers, the models with a last snapshot, and the connections at last. */
    @Override
    public void close() {
        lifecycle.close();
    }
}
