package dev.giveback.standalone.endtoend;

import dev.giveback.coupon.CouponService;
import dev.giveback.coupon.CouponSettings;
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
import dev.giveback.testkit.TestDatabase;
import dev.giveback.testkit.TestGuard;
import dev.giveback.testkit.TestMasterKeys;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** The gateway on a port of loopback, the services behind it, and a real PostgreSQL behind them. */
final class WholePath implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String SERVICE = "end-to-end";
    private static final String COUPON = "end-to-end-coupon";
    private static final String RECOMMENDATION = "end-to-end-recommendation";
    private static final Map<String, String> AT_ONCE =
            Map.of("giveback.platform.grpc.drain.notice", "0s", "giveback.gateway.grpc.port", "0");

    private final Lifecycle lifecycle = new Lifecycle();
    private final PassedOn passedOn = new PassedOn();
    private final PassedOn askedAboutCodes = new PassedOn();
    private final TestDatabase database;
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final TestGuard guard;
    private final ManagedChannel service;
    private final ManagedChannel coupon;
    private final ManagedChannel gateway;
    private final int port;

    private CouponService coupons;
    private RecommendationService recommendations;

    private WholePath() {
        guard = lifecycle.add("access service", LIMIT, TestGuard.start());
        database = lifecycle.add("database", LIMIT, TestDatabase.create());
        lifecycle.add(
                "loyalty service",
                LIMIT,
                LoyaltyService.start(
                        LoyaltySettings.load(settings("loyalty", database)),
                        List.of(new Endpoint.InProcess(SERVICE)),
                        meters,
                        InstantSource.system()));
        service = channel("service", Channels.inProcess(SERVICE));
        coupons = startCoupons();
        lifecycle.onStop("coupon service", LIMIT, () -> coupons.close());
        coupon = channel("coupon service", Channels.inProcess(COUPON));
        recommendations = startRecommendations();
        lifecycle.onStop("recommendation service", LIMIT, () -> recommendations.close());
        ManagedChannel recommendation = channel("recommendation service", Channels.inProcess(RECOMMENDATION));
        Gateway running = lifecycle.add(
                "gateway",
                LIMIT,
                Gateway.start(
                        GatewaySettings.from(Settings.load(AT_ONCE, GatewaySettings.RESOURCE)),
                        Map.of(
                                Gateway.LOYALTY,
                                ClientInterceptors.intercept(service, passedOn),
                                Gateway.COUPON,
                                ClientInterceptors.intercept(coupon, askedAboutCodes),
                                Gateway.RECOMMENDATION,
                                recommendation,
                                // Nobody serves it here.
                                Gateway.FEEDBACK,
                                channel("feedback service", Channels.inProcess("no-feedback")),
                                Gateway.ACCESS,
                                guard.channel()),
                        meters));
        port = running.port();
        gateway = channel(
                "gateway",
                NettyChannelBuilder.forAddress("127.0.0.1", port)
                        .usePlaintext()
                        .intercept(TestGuard.calling(guard.adminSecret()))
                        .build());
    }

    private CouponService startCoupons() {
        return CouponService.start(
                CouponSettings.load(settings("coupon", database)),
                List.of(new Endpoint.InProcess(COUPON)),
                meters,
                InstantSource.system(),
                service);
    }

    private RecommendationService startRecommendations() {
        return RecommendationService.start(
                RecommendationSettings.load(recommendationSettings(database)),
                List.of(new Endpoint.InProcess(RECOMMENDATION)),
                meters,
                InstantSource.system(),
                service,
                coupon);
    }

    /** Stops the coupon service and starts another one on the same journal; calls meanwhile are answered UNAVAILABLE. */
    void restartCoupons() {
        coupons.close();
        coupons = startCoupons();
    }

    /** The database of all services, each in a schema of its own. */
    DataSource database() {
        return database.dataSource();
    }

    static WholePath start() {
        return new WholePath();
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
                at + "journal-connections",
                4,
                at + "read-connections",
                4,
                TestMasterKeys.SETTING,
                TestMasterKeys.KEYSET,
                "giveback.platform.grpc.drain.notice",
                "0s");
    }

    /** Nobody is held out and nothing is learnt, so that answers are the customers' own and known beforehand. */
    private static Map<String, Object> recommendationSettings(TestDatabase database) {
        Map<String, Object> settings = new HashMap<>(settings("recommendation", database));
        settings.put("giveback.recommendation.held-out-percent", 0);
        settings.put("giveback.recommendation.learning", false);
        return settings;
    }

    private ManagedChannel channel(String to, ManagedChannel channel) {
        lifecycle.onStop("channel to the " + to, LIMIT, () -> Channels.close(channel, Duration.ofSeconds(1)));
        return channel;
    }

    /** To the gateway, over the network. */
    ManagedChannel gateway() {
        return gateway;
    }

    /** Whose secrets the gateway accepts. */
    TestGuard guard() {
        return guard;
    }

    /** The gateway's. */
    int port() {
        return port;
    }

    /** To the service itself, past the gateway. */
    ManagedChannel service() {
        return service;
    }

    /** What the gateway passed on. */
    PassedOn passedOn() {
        return passedOn;
    }

    /** What the gateway asked the coupon service, or passed on to it. */
    PassedOn askedAboutCodes() {
        return askedAboutCodes;
    }

    /** Ends the coupon service for good. */
    void stopCouponService() {
        coupons.close();
    }

    @Override
    public void close() {
        lifecycle.close();
    }
}
