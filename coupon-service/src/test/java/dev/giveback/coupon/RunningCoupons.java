package dev.giveback.coupon;

import dev.giveback.coupon.v1.CampaignJournalServiceGrpc;
import dev.giveback.coupon.v1.CampaignJournalServiceGrpc.CampaignJournalServiceBlockingStub;
import dev.giveback.coupon.v1.CampaignJournalServiceGrpc.CampaignJournalServiceStub;
import dev.giveback.coupon.v1.CampaignServiceGrpc;
import dev.giveback.coupon.v1.CampaignServiceGrpc.CampaignServiceBlockingStub;
import dev.giveback.coupon.v1.CodeServiceGrpc;
import dev.giveback.coupon.v1.CodeServiceGrpc.CodeServiceBlockingStub;
import dev.giveback.coupon.v1.CodeServiceGrpc.CodeServiceFutureStub;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.v1.NodeServiceGrpc;
import dev.giveback.platform.v1.NodeServiceGrpc.NodeServiceBlockingStub;
import dev.giveback.testkit.TestCluster;
import dev.giveback.testkit.TestDatabase;
import io.grpc.ManagedChannel;
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

/** The whole service on a port of loopback and a real PostgreSQL, with a channel to it and a clock that can be set forward. */
final class RunningCoupons implements AutoCloseable {
    private final SettableClock clock = new SettableClock();
    private final CouponService service;
    private final ManagedChannel channel;

    private RunningCoupons(Map<String, Object> settings, MemoryLoyalty loyalty) throws IOException {
        int port = freePort();
        service = CouponService.start(
                CouponSettings.load(settings),
                List.of(new Endpoint.Network("127.0.0.1", port)),
                new SimpleMeterRegistry(),
                clock,
                loyalty.channel());
        channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    static RunningCoupons start(TestDatabase database, MemoryLoyalty loyalty) throws IOException {
        Map<String, Object> settings = new HashMap<>(TestCluster.ALONE);
        settings.put("giveback.coupon.database.url", database.jdbcUrl());
        settings.put("giveback.coupon.database.user", database.user());
        settings.put("giveback.coupon.database.password", database.password());
        settings.put("giveback.coupon.loyalty-timeout", "2s");
        settings.put("giveback.coupon.return-pause", "500ms");
        settings.put("giveback.coupon.wake-interval", "500ms");
        settings.put("giveback.platform.grpc.drain.notice", "0s");
        settings.put("giveback.platform.grpc.drain.limit", "1s");
        return new RunningCoupons(settings, loyalty);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    NodeServiceBlockingStub node() {
        return NodeServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    CampaignServiceBlockingStub campaigns() {
        return CampaignServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    CodeServiceBlockingStub codes() {
        return CodeServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    CodeServiceFutureStub codesLater(Duration deadline) {
        return CodeServiceGrpc.newFutureStub(channel).withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    CampaignJournalServiceBlockingStub journal() {
        return CampaignJournalServiceGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
    }

    CampaignJournalServiceStub journalCalls() {
        return CampaignJournalServiceGrpc.newStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
    }

    void setForward(Duration by) {
        clock.ahead = clock.ahead.plus(by);
    }

    @Override
    public void close() {
        channel.shutdownNow();
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
