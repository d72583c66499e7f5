package dev.giveback.standalone;

import dev.giveback.access.AccessService;
import dev.giveback.access.AccessSettings;
import dev.giveback.access.v1.GuardServiceGrpc;
import dev.giveback.access.v1.GuardServiceGrpc.GuardServiceBlockingStub;
import dev.giveback.coupon.CouponService;
import dev.giveback.coupon.CouponSettings;
import dev.giveback.feedback.FeedbackService;
import dev.giveback.feedback.FeedbackSettings;
import dev.giveback.gateway.Gateway;
import dev.giveback.gateway.GatewaySettings;
import dev.giveback.loyalty.LoyaltyService;
import dev.giveback.loyalty.LoyaltySettings;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.grpc.Channels;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.lifecycle.Lifecycle;
import dev.giveback.recommendation.RecommendationService;
import dev.giveback.recommendation.RecommendationSettings;
import dev.giveback.testkit.TestCluster;
import dev.giveback.testkit.TestDatabase;
import dev.giveback.testkit.TestGuard;
import dev.giveback.testkit.TestMasterKeys;
import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The loyalty service behind a gateway on a port of loopback, for commands that are run as a user would. */
final class RunningGateway implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String SERVICE = "commands";
    private static final String COUPONS = "coupons-of-commands";
    private static final String FEEDBACK = "feedback-of-commands";
    private static final String KEYS = "keys-of-commands";
    private static final String RECOMMENDATIONS = "recommendations-of-commands";

    private final Lifecycle lifecycle = new Lifecycle();
    private final TestGuard guard;
    private final Path folder;
    private @Nullable ManagedChannel keys;
    private final ManagedChannel service;
    private final TestDatabase database;
    private final int port;

    /** Its keys are those of a test's guard. */
    RunningGateway() {
        this(false);
    }

    /** Its keys are kept by a service of their own, which has made the operator's. */
    static RunningGateway withAccessService() {
        return new RunningGateway(true);
    }

    private RunningGateway(boolean withAccessService) {
        try {
            folder = Files.createTempDirectory("giveback-commands");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        guard = lifecycle.add("access service", LIMIT, TestGuard.start());
        database = lifecycle.add("database", LIMIT, TestDatabase.create());
        MeterRegistry meters = new SimpleMeterRegistry();
        String at = "giveback.loyalty.database.";
        Map<String, Object> settings = settings("loyalty", database);
        settings.put(at + "journal-connections", 4);
        settings.put(at + "read-connections", 4);
        settings.put(TestMasterKeys.SETTING, TestMasterKeys.KEYSET);
        settings.put("giveback.loyalty.seal.directory", folder.resolve("seals").toString());
        // What is sealed is what a test asks to be.
        settings.put("giveback.loyalty.seal.check-interval", "1h");
        lifecycle.add(
                "loyalty service",
                LIMIT,
                LoyaltyService.start(
                        LoyaltySettings.load(settings),
                        List.of(new Endpoint.InProcess(SERVICE)),
                        meters,
                        InstantSource.system()));
        service = Channels.inProcess(SERVICE);
        lifecycle.onStop("channel", LIMIT, () -> Channels.close(service, Duration.ofSeconds(1)));
        lifecycle.add(
                "coupon service",
                LIMIT,
                CouponService.start(
                        CouponSettings.load(settings("coupon", database)),
                        List.of(new Endpoint.InProcess(COUPONS)),
                        meters,
                        InstantSource.system(),
                        service));
        ManagedChannel coupons = Channels.inProcess(COUPONS);
        lifecycle.onStop("channel of coupons", LIMIT, () -> Channels.close(coupons, Duration.ofSeconds(1)));
        lifecycle.add(
                "recommendation service",
                LIMIT,
                RecommendationService.start(
                        RecommendationSettings.load(settings("recommendation", database)),
                        List.of(new Endpoint.InProcess(RECOMMENDATIONS)),
                        meters,
                        InstantSource.system(),
                        service,
                        coupons));
        ManagedChannel recommendations = Channels.inProcess(RECOMMENDATIONS);
        lifecycle.onStop(
                "channel of recommendations", LIMIT, () -> Channels.close(recommendations, Duration.ofSeconds(1)));
        lifecycle.add(
                "feedback service",
                LIMIT,
                FeedbackService.start(
                        FeedbackSettings.load(feedbackSettings(database)),
                        List.of(new Endpoint.InProcess(FEEDBACK)),
                        meters,
                        InstantSource.system(),
                        service,
                        coupons));
        ManagedChannel feedback = Channels.inProcess(FEEDBACK);
        lifecycle.onStop("channel of feedback", LIMIT, () -> Channels.close(feedback, Duration.ofSeconds(1)));
        port = lifecycle
                .add(
                        "gateway",
                        LIMIT,
                        Gateway.start(
                                GatewaySettings.from(Settings.load(
                                        Map.of(
                                                "giveback.gateway.grpc.port",
                                                0,
                                                "giveback.platform.grpc.drain.notice",
                                                "0s"),
                                        GatewaySettings.RESOURCE)),
                                Map.of(
                                        Gateway.LOYALTY,
                                        service,
                                        Gateway.COUPON,
                                        coupons,
                                        Gateway.RECOMMENDATION,
                                        recommendations,
                                        Gateway.FEEDBACK,
                                        feedback,
                                        Gateway.ACCESS,
                                        withAccessService ? startAccess(database, meters) : guard.channel()),
                                meters))
                .port();
    }

    private ManagedChannel startAccess(TestDatabase database, MeterRegistry meters) {
        Map<String, Object> settings = new HashMap<>(settings("access", database));
        settings.put("giveback.access.operator-key.file", operatorFile().toString());
        lifecycle.add(
                "access service of its own",
                LIMIT,
                AccessService.start(
                        AccessSettings.load(settings),
                        List.of(new Endpoint.InProcess(KEYS)),
                        meters,
                        InstantSource.system()));
        ManagedChannel channel = Channels.inProcess(KEYS);
        lifecycle.onStop("channel of keys", LIMIT, () -> Channels.close(channel, Duration.ofSeconds(1)));
        keys = channel;
        return channel;
    }

    /** What gateways ask, if it has an access service. */
    GuardServiceBlockingStub guardService() {
        return GuardServiceGrpc.newBlockingStub(Objects.requireNonNull(keys));
    }

    /** Where the operator's key is, if it has an access service. */
    Path operatorFile() {
        return folder.resolve("operator.key");
    }

    private static Map<String, Object> settings(String of, TestDatabase database) {
        String at = "giveback." + of + ".database.";
        Map<String, Object> settings = new HashMap<>(TestCluster.ALONE);
        settings.put(at + "url", database.jdbcUrl());
        settings.put(at + "user", database.user());
        settings.put(at + "password", database.password());
        settings.put("giveback.platform.grpc.drain.notice", "0s");
        return settings;
    }

    private static Map<String, Object> feedbackSettings(TestDatabase database) {
        Map<String, Object> settings = new HashMap<>(settings("feedback", database));
        settings.put("giveback.feedback.links.key", Base64.getEncoder().encodeToString(new byte[32]));
        return settings;
    }

    /** Runs SQL on the database of all services. */
    void execute(String sql) {
        database.execute(sql);
    }

    /** Whose secrets the gateway accepts. */
    TestGuard guard() {
        return guard;
    }

    ManagedChannel service() {
        return service;
    }

    /** Runs a command; arguments are separated by blanks. */
    Commands.Ran run(String arguments) {
        return Commands.run(port, guard.adminSecret(), arguments);
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        lifecycle.close();
    }
}
