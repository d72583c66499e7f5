package dev.giveback.standalone.endtoend;

import dev.giveback.coupon.CouponService;
import dev.giveback.coupon.CouponSettings;
import dev.giveback.loyalty.LoyaltyService;
import dev.giveback.loyalty.LoyaltySettings;
import dev.giveback.platform.grpc.Channels;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.testkit.TestDatabase;
import dev.giveback.testkit.TestMasterKeys;
import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The loyalty service and the coupon service, which can be stopped and started, over one PostgreSQL and one clock that can be set forward. */
final class RealPair implements AutoCloseable {
    private static final String LOYALTY = "real-pair-loyalty";
    private static final String COUPON = "real-pair-coupon";

    private final TestDatabase database = TestDatabase.create();
    private final SettableClock clock = new SettableClock();
    private final LoyaltyService loyaltyService;
    private final ManagedChannel loyalty;
    private final ManagedChannel coupon;
    private @Nullable CouponService couponService;

    RealPair() {
        loyaltyService = LoyaltyService.start(
                LoyaltySettings.load(Map.ofEntries(
                        Map.entry("giveback.loyalty.database.url", database.jdbcUrl()),
                        Map.entry("giveback.loyalty.database.user", database.user()),
                        Map.entry("giveback.loyalty.database.password", database.password()),
                        Map.entry(TestMasterKeys.SETTING, TestMasterKeys.KEYSET),
                        Map.entry("giveback.loyalty.directory.sweep-interval", "200ms"),
                        Map.entry("giveback.platform.grpc.drain.notice", "0s"))),
                List.of(new Endpoint.InProcess(LOYALTY)),
                new SimpleMeterRegistry(),
                clock);
        loyalty = Channels.inProcess(LOYALTY);
        coupon = Channels.inProcess(COUPON);
        startCoupons();
    }

    void startCoupons() {
        couponService = CouponService.start(
                CouponSettings.load(Map.ofEntries(
                        Map.entry("giveback.coupon.database.url", database.jdbcUrl()),
                        Map.entry("giveback.coupon.database.user", database.user()),
                        Map.entry("giveback.coupon.database.password", database.password()),
                        Map.entry("giveback.coupon.return-pause", "500ms"),
                        Map.entry("giveback.coupon.wake-interval", "500ms"),
                        Map.entry("giveback.platform.grpc.drain.notice", "0s"),
                        Map.entry("giveback.platform.grpc.drain.limit", "1s"))),
                List.of(new Endpoint.InProcess(COUPON)),
                new SimpleMeterRegistry(),
                clock,
                loyalty);
    }

    void stopCoupons() {
        if (couponService != null) {
            couponService.close();
            couponService = null;
        }
    }

    ManagedChannel loyalty() {
        return loyalty;
    }

    ManagedChannel coupon() {
        return coupon;
    }

    void setForward(Duration by) {
        clock.ahead = clock.ahead.plus(by);
    }

    @Override
    public void close() {
        stopCoupons();
        coupon.shutdownNow();
        loyalty.shutdownNow();
        loyaltyService.close();
        database.close();
    }

    /** The system's clock, or ahead of it. */
    private static final class SettableClock implements InstantSource {
        private volatile Duration ahead = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }
    }
}
