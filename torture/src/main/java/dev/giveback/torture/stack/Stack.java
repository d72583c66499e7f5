package dev.giveback.torture.stack;

import dev.giveback.coupon.CouponService;
import dev.giveback.coupon.CouponSettings;
import dev.giveback.gateway.Gateway;
import dev.giveback.loyalty.LoyaltyService;
import dev.giveback.loyalty.LoyaltySettings;
import dev.giveback.platform.grpc.Channels;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.lifecycle.Lifecycle;
import dev.giveback.testkit.TestDatabase;
import dev.giveback.testkit.TestGuard;
import dev.giveback.testkit.TestMasterKeys;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The loyalty and the coupon service on a real PostgreSQL, and gateways in front of them as they are asked for. Keys are those of a guard in memory. */
public final class Stack implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Lifecycle lifecycle = new Lifecycle();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final TestGuard guard;
    private final ManagedChannel loyalty;
    private final ManagedChannel coupon;
    private final ManagedChannel nobody;

    private Stack() {
        String id = UUID.randomUUID().toString();
        guard = lifecycle.add("access service", LIMIT, TestGuard.start());
        TestDatabase database = lifecycle.add("database", LIMIT, TestDatabase.create());
        String loyaltyName = "loyalty-" + id;
        lifecycle.add(
                "loyalty service",
                LIMIT,
                LoyaltyService.start(
                        LoyaltySettings.load(settings("loyalty", database)),
                        List.of(new Endpoint.InProcess(loyaltyName)),
                        meters,
                        InstantSource.system()));
        loyalty = channel(loyaltyName);
        String couponName = "coupon-" + id;
        lifecycle.add(
                "coupon service",
                LIMIT,
                CouponService.start(
                        CouponSettings.load(settings("coupon", database)),
                        List.of(new Endpoint.InProcess(couponName)),
                        meters,
                        InstantSource.system(),
                        loyalty));
        coupon = channel(couponName);
        nobody = channel("nobody-" + id);
    }

    /** Starts everything; some seconds. */
    public static Stack start() {
        return new Stack();
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

    private ManagedChannel channel(String name) {
        ManagedChannel channel = Channels.inProcess(name);
        lifecycle.onStop("channel to " + name, LIMIT, () -> Channels.close(channel, Duration.ofSeconds(1)));
        return channel;
    }

    /**
     * A gateway that has counted nothing yet; the caller closes it before this.
     *
     * @param settings in place of those that are shipped
     */
    public Door door(Map<String, Object> settings) {
        Map<String, Channel> backends = Map.of(
                Gateway.LOYALTY, loyalty,
                Gateway.COUPON, coupon,
                Gateway.RECOMMENDATION, nobody,
                Gateway.FEEDBACK, nobody,
                Gateway.ACCESS, guard.channel());
        return new Door(settings, backends, guard);
    }

    /** To the loyalty service, past every gateway. */
    public Channel loyalty() {
        return loyalty;
    }

    /** To the coupon service, past every gateway. */
    public Channel coupon() {
        return coupon;
    }

    @Override
    public void close() {
        lifecycle.close();
    }
}
