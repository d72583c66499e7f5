package dev.giveback.standalone;

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
import dev.giveback.platform.grpc.GrpcServerSettings;
import dev.giveback.platform.lifecycle.Lifecycle;
import dev.giveback.recommendation.RecommendationService;
import dev.giveback.recommendation.RecommendationSettings;
import dev.giveback.testkit.TestDatabase;
import dev.giveback.testkit.TestMasterKeys;
import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The loyalty service behind a gateway on a port of loopback, for commands that are run as a user would. */
final class RunningGateway implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String SERVICE = "commands";
    private static final String COUPONS = "coupons-of-commands";
    private static final String FEEDBACK = "feedback-of-commands";
    private static final String RECOMMENDATIONS = "recommendations-of-commands";

    private final Lifecycle lifecycle = new Lifecycle();
    private final ManagedChannel service;
    private final int port;

    RunningGateway() {
        TestDatabase database = lifecycle.add("database", LIMIT, TestDatabase.create());
        MeterRegistry meters = new SimpleMeterRegistry();
        String at = "giveback.loyalty.database.";
        Map<String, Object> settings = Map.of(
                at + "url",
                database.jdbcUrl(),
                at + "user",
                database.user(),
                at + "password",
                database.password(),
                at + "journal-connections",
                4,
                at + "read-connections",
                4,
                TestMasterKeys.SETTING,
                TestMasterKeys.KEYSET,
                "giveback.platform.grpc.drain.notice",
                "0s");
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
                                new GatewaySettings(
                                        new Endpoint.Network("127.0.0.1", 0),
                                        GrpcServerSettings.from(Settings.load(
                                                Map.of("giveback.platform.grpc.drain.notice", "0s"),
                                                GatewaySettings.RESOURCE))),
                                Map.of(
                                        Gateway.LOYALTY,
                                        service,
                                        Gateway.COUPON,
                                        coupons,
                                        Gateway.RECOMMENDATION,
                                        recommendations,
                                        Gateway.FEEDBACK,
                                        feedback),
                                meters))
                .port();
    }

    private static Map<String, Object> settings(String of, TestDatabase database) {
        String at = "giveback." + of + ".database.";
        return Map.of(
                at + "url",
                database.jdbcUrl(),
                at + "user",
                database.user(),
                at + "password",
                database.password(),
                "giveback.platform.grpc.drain.notice",
                "0s");
    }

    private static Map<String, Object> feedbackSettings(TestDatabase database) {
        Map<String, Object> settings = new HashMap<>(settings("feedback", database));
        settings.put("giveback.feedback.links.key", Base64.getEncoder().encodeToString(new byte[32]));
        return settings;
    }

    ManagedChannel service() {
        return service;
    }

    /** Runs a command; arguments are separated by blanks. */
    Commands.Ran run(String arguments) {
        return Commands.run(port, arguments);
    }

    @Override
    public void close() {
        lifecycle.close();
    }
}
