package dev.giveback.loyalty;

import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc.CheckoutServiceBlockingStub;
import dev.giveback.loyalty.v1.CouponServiceGrpc;
import dev.giveback.loyalty.v1.CouponServiceGrpc.CouponServiceBlockingStub;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.CustomerServiceGrpc.CustomerServiceBlockingStub;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.JournalServiceGrpc.JournalServiceBlockingStub;
import dev.giveback.loyalty.v1.PointsServiceGrpc;
import dev.giveback.loyalty.v1.PointsServiceGrpc.PointsServiceBlockingStub;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.loyalty.v1.ProgramServiceGrpc.ProgramServiceBlockingStub;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.testkit.TestCluster;
import dev.giveback.testkit.TestDatabase;
import dev.giveback.testkit.TestMasterKeys;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** The whole service on a port of loopback, with a channel to it and a clock that can be set forward. */
final class RunningLoyalty implements AutoCloseable {
    private final SettableClock clock = new SettableClock();
    private final LoyaltyService service;
    private final ManagedChannel channel;
    private final ManagedChannel narrow;

    private RunningLoyalty(Map<String, Object> settings) throws IOException {
        int port = freePort();
        service = LoyaltyService.start(
                LoyaltySettings.load(settings),
                List.of(new Endpoint.Network("127.0.0.1", port)),
                new SimpleMeterRegistry(),
                clock);
        channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        narrow = NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .flowControlWindow(16 * 1024)
                .build();
    }

    static RunningLoyalty start(TestDatabase database) throws IOException {
        return start(database, Map.of());
    }

    /** The same with these settings over the test's. */
    static RunningLoyalty start(TestDatabase database, Map<String, ?> overrides) throws IOException {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "giveback.loyalty.database.url",
                database.jdbcUrl(),
                "giveback.loyalty.database.user",
                database.user(),
                "giveback.loyalty.database.password",
                database.password(),
                "giveback.loyalty.database.journal-connections",
                4,
                "giveback.loyalty.database.read-connections",
                4,
                "giveback.platform.grpc.drain.notice",
                "0s"));
        settings.putAll(TestCluster.ALONE);
        settings.put(TestMasterKeys.SETTING, TestMasterKeys.KEYSET);
        settings.putAll(overrides);
        return new RunningLoyalty(settings);
    }

    /** Asks again, as callers do, while it is UNAVAILABLE, for 20 s at most. */
    static <T> T patiently(Supplier<T> call) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try {
                return call.get();
            } catch (StatusRuntimeException e) {
                if (e.getStatus().getCode() != Status.Code.UNAVAILABLE || System.nanoTime() > end) {
                    throw e;
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    ManagedChannel channel() {
        return channel;
    }

    /** Another one, on which a reader that takes nothing is noticed after 16 KiB. */
    ManagedChannel narrowChannel() {
        return narrow;
    }

    ProgramServiceBlockingStub programs() {
        return ProgramServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    CustomerServiceBlockingStub customers() {
        return CustomerServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    PointsServiceBlockingStub points() {
        return PointsServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    CheckoutServiceBlockingStub checkouts() {
        return CheckoutServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    CouponServiceBlockingStub coupons() {
        return CouponServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    JournalServiceBlockingStub journal() {
        return JournalServiceGrpc.newBlockingStub(channel).withDeadlineAfter(120, TimeUnit.SECONDS);
    }

    /** What the service's clock says. */
    Instant now() {
        return clock.instant();
    }

    void setForward(Duration by) {
        clock.ahead = clock.ahead.plus(by);
    }

    /** Stops the service while the channel to it stands. */
    void stop() {
        service.close();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        narrow.shutdownNow();
        service.close();
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
