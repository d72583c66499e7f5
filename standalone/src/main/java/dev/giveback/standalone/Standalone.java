package dev.giveback.standalone;

import dev.giveback.access.AccessService;
import dev.giveback.access.AccessSettings;
import dev.giveback.coupon.CouponService;
import dev.giveback.coupon.CouponSettings;
import dev.giveback.feedback.FeedbackService;
import dev.giveback.feedback.FeedbackSettings;
import dev.giveback.gateway.Gateway;
import dev.giveback.gateway.GatewaySettings;
import dev.giveback.gateway.http.HttpPort;
import dev.giveback.gateway.http.HttpSettings;
import dev.giveback.gateway.web.CustomerPages;
import dev.giveback.gateway.web.WebSettings;
import dev.giveback.loyalty.LoyaltyService;
import dev.giveback.loyalty.LoyaltySettings;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.grpc.Channels;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.logging.Logging;
import dev.giveback.platform.metrics.MetricsServer;
import dev.giveback.platform.metrics.ProcessMetrics;
import dev.giveback.recommendation.RecommendationService;
import dev.giveback.recommendation.RecommendationSettings;
import dev.giveback.standalone.console.Problem;
import dev.giveback.standalone.console.Steps;
import dev.giveback.standalone.database.EmbeddedDatabase;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** All of Giveback in this JVM: what is started first is needed by what comes after, and is stopped last. */
final class Standalone implements AutoCloseable {
    private static final String LOYALTY_NAME = "loyalty";
    private static final String COUPON_NAME = "coupon";
    private static final String RECOMMENDATION_NAME = "recommendation";
    private static final String FEEDBACK_NAME = "feedback";
    private static final String ACCESS_NAME = "access";

    private final Deque<Part> parts = new ArrayDeque<>();
    private final Steps steps;
    private final Object recording = new Object();
    private Optional<Path> newOperatorKey = Optional.empty();

    /** Something running, with the name that people see. */
    private record Part(String name, AutoCloseable running) {}

    private Standalone(Steps steps) {
        this.steps = steps;
    }

    /** One that runs nothing yet. */
    static Standalone idle(Steps steps) {
        return new Standalone(steps);
    }

    /**
     * Starts everything.
     *
     * @throws Problem if something does not start; what had started is left for {@link #close}
     */
    synchronized void start(StandaloneSettings settings) {
        Logging.start();
        EmbeddedDatabase database = EmbeddedDatabase.start(settings.database(), steps);
        run("database", database);
        database.whenBroughtBack(() -> recordAgain(settings, database));
        ProcessMetrics metrics = ProcessMetrics.start();
        run("metrics", metrics);
        AtomicBoolean ready = new AtomicBoolean();
        steps.step("Serving metrics and health", () -> {
            run(
                    "metrics port",
                    MetricsServer.start(
                            StandaloneSettings.HOST,
                            settings.httpPort(),
                            metrics::scrape,
                            () -> ready.get() && database.isServing()));
            return true;
        });
        steps.step("Starting the access service", () -> {
            AccessService access = startAccess(settings, database, metrics.registry());
            run("access service", access);
            newOperatorKey = access.newOperatorKey();
            return true;
        });
        ManagedChannel access = channel(ACCESS_NAME);
        boolean isFirstStart = !Files.exists(settings.masterKeyFile());
        steps.step("Starting the loyalty service", () -> {
            run("loyalty service", startLoyalty(settings, database, metrics.registry()));
            return true;
        });
        if (isFirstStart && Files.exists(settings.masterKeyFile())) {
            steps.note(
                    "Master keys were made in " + settings.masterKeyFile() + ". Keep a copy, apart from backups of the"
                            + " database: who loses this file loses all profiles and free texts of customers.");
        }
        ManagedChannel loyalty = channel(LOYALTY_NAME);
        steps.step("Starting the coupon service", () -> {
            run("coupon service", startCoupon(settings, database, metrics.registry(), loyalty));
            return true;
        });
        ManagedChannel coupon = channel(COUPON_NAME);
        steps.step("Starting the recommendation service", () -> {
            run("recommendation service", startRecommendation(settings, database, metrics.registry(), loyalty, coupon));
            return true;
        });
        ManagedChannel recommendation = channel(RECOMMENDATION_NAME);
        steps.step("Starting the feedback service", () -> {
            run("feedback service", startFeedback(settings, database, metrics.registry(), loyalty, coupon));
            return true;
        });
        ManagedChannel feedback = channel(FEEDBACK_NAME);
        // Before the gateway opens: whoever finds Giveback ready finds the record too.
        record(settings, database);
        steps.step("Opening the gateway", () -> {
            Settings front = Settings.load(settings.overrides(), GatewaySettings.RESOURCE);
            Map<String, Channel> backends = Map.of(
                    Gateway.LOYALTY, loyalty,
                    Gateway.COUPON, coupon,
                    Gateway.RECOMMENDATION, recommendation,
                    Gateway.FEEDBACK, feedback,
                    Gateway.ACCESS, access);
            Gateway gateway = Gateway.start(GatewaySettings.from(front), backends, metrics.registry());
            run("gateway", gateway);
            CustomerPages pages = CustomerPages.of(WebSettings.from(front), feedback, metrics.registry());
            run(
                    "web port",
                    HttpPort.start(
                            HttpSettings.from(front),
                            gateway.insideName(),
                            Gateway.services(),
                            pages,
                            metrics.registry()));
            return true;
        });
        run("readiness", () -> ready.set(false));
        ready.set(true);
    }

    /** The file with the secret of the operator's key, if this start has made one. */
    synchronized Optional<Path> newOperatorKey() {
        return newOperatorKey;
    }

    private ManagedChannel channel(String service) {
        ManagedChannel channel = Channels.inProcess(service);
        run("channel to the " + service + " service", () -> Channels.close(channel, Duration.ofSeconds(1)));
        return channel;
    }

    private static AccessService startAccess(
            StandaloneSettings settings, EmbeddedDatabase database, MeterRegistry meters) {
        Map<String, Object> overrides = overrides("access", settings, database);
        overrides.put(
                "giveback.access.operator-key.file", settings.operatorKeyFile().toString());
        return AccessService.start(
                AccessSettings.load(overrides),
                List.of(new Endpoint.InProcess(ACCESS_NAME)),
                meters,
                InstantSource.system());
    }

    private static LoyaltyService startLoyalty(
            StandaloneSettings settings, EmbeddedDatabase database, MeterRegistry meters) {
        Map<String, Object> overrides = overrides("loyalty", settings, database);
        overrides.put(
                "giveback.loyalty.seal.directory",
                settings.dataDirectory().resolve("seals").toString());
        overrides.putAll(settings.masterKeys());
        return LoyaltyService.start(
                LoyaltySettings.load(overrides), loyaltyEndpoints(settings), meters, InstantSource.system());
    }

    /** For the gateway in this process, and for who asked for a door of its own. */
    private static List<Endpoint> loyaltyEndpoints(StandaloneSettings settings) {
        List<Endpoint> endpoints = new ArrayList<>(List.of(new Endpoint.InProcess(LOYALTY_NAME)));
        settings.loyaltyPort().ifPresent(port -> endpoints.add(new Endpoint.Network(StandaloneSettings.HOST, port)));
        return endpoints;
    }

    private static CouponService startCoupon(
            StandaloneSettings settings, EmbeddedDatabase database, MeterRegistry meters, Channel loyalty) {
        return CouponService.start(
                CouponSettings.load(overrides("coupon", settings, database)),
                List.of(new Endpoint.InProcess(COUPON_NAME)),
                meters,
                InstantSource.system(),
                loyalty);
    }

    private static RecommendationService startRecommendation(
            StandaloneSettings settings,
            EmbeddedDatabase database,
            MeterRegistry meters,
            Channel loyalty,
            Channel coupon) {
        Map<String, Object> overrides = overrides("recommendation", settings, database);
        overrides.put(
                "giveback.recommendation.snapshot-directory",
                settings.dataDirectory().resolve("recommendation").toString());
        return RecommendationService.start(
                RecommendationSettings.load(overrides),
                List.of(new Endpoint.InProcess(RECOMMENDATION_NAME)),
                meters,
                InstantSource.system(),
                loyalty,
                coupon);
    }

    private static FeedbackService startFeedback(
            StandaloneSettings settings,
            EmbeddedDatabase database,
            MeterRegistry meters,
            Channel loyalty,
            Channel coupon) {
        Map<String, Object> overrides = overrides("feedback", settings, database);
        overrides.putAll(settings.contacts());
        return FeedbackService.start(
                FeedbackSettings.load(overrides),
                List.of(new Endpoint.InProcess(FEEDBACK_NAME)),
                meters,
                InstantSource.system(),
                loyalty,
                coupon);
    }

    /** What a service of this name is started with: its schema is its own, the database is everybody's. */
    private static Map<String, Object> overrides(
            String service, StandaloneSettings settings, EmbeddedDatabase database) {
        Map<String, Object> overrides = new HashMap<>(settings.overrides());
        overrides.put("giveback." + service + ".database.url", database.jdbcUrl());
        overrides.put("giveback." + service + ".database.user", database.user());
        overrides.put("giveback." + service + ".database.password", database.password());
        return overrides;
    }

    /** Reads the server's process id and writes it in one piece, because the database may come back while this starts. */
    private void record(StandaloneSettings settings, EmbeddedDatabase database) {
        synchronized (recording) {
            StandaloneRecord.of(settings, database).write(settings.dataDirectory());
        }
    }

    private void recordAgain(StandaloneSettings settings, EmbeddedDatabase database) {
        try {
            record(settings, database);
        } catch (Problem failed) {
            steps.note(String.valueOf(failed.getMessage()));
        }
    }

    private void run(String name, AutoCloseable running) {
        parts.push(new Part(name, running));
    }

    /**
     * Drains: what was started last is stopped first. One that fails does not keep the others from being stopped. A start under way
     * is waited for, so that nothing is left behind.
     */
    @Override
    public synchronized void close() {
        Problem failed = null;
        while (!parts.isEmpty()) {
            Part part = parts.pop();
            try {
                steps.step("Stopping the " + part.name(), () -> {
                    part.running().close();
                    return true;
                });
            } catch (Problem problem) {
                failed = problem;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
