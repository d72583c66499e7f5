package dev.giveback.feedback;

import dev.giveback.feedback.v1.AnswerServiceGrpc;
import dev.giveback.feedback.v1.AnswerServiceGrpc.AnswerServiceBlockingStub;
import dev.giveback.feedback.v1.ContactServiceGrpc;
import dev.giveback.feedback.v1.ContactServiceGrpc.ContactServiceBlockingStub;
import dev.giveback.feedback.v1.FeedbackServiceGrpc;
import dev.giveback.feedback.v1.FeedbackServiceGrpc.FeedbackServiceBlockingStub;
import dev.giveback.feedback.v1.OutreachServiceGrpc;
import dev.giveback.feedback.v1.OutreachServiceGrpc.OutreachServiceBlockingStub;
import dev.giveback.feedback.v1.ReferralServiceGrpc;
import dev.giveback.feedback.v1.ReferralServiceGrpc.ReferralServiceBlockingStub;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.v1.NodeServiceGrpc;
import dev.giveback.platform.v1.NodeServiceGrpc.NodeServiceBlockingStub;
import dev.giveback.testkit.TestCluster;
import dev.giveback.testkit.TestDatabase;
import dev.giveback.webhook.v1.WebhookServiceGrpc;
import dev.giveback.webhook.v1.WebhookServiceGrpc.WebhookServiceBlockingStub;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The whole service on a port of loopback and a real PostgreSQL, with a channel to it and a clock that can be set forward. */
public final class RunningFeedback implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SettableClock clock = new SettableClock();
    private final FeedbackService service;
    private final ManagedChannel channel;

    private RunningFeedback(Map<String, Object> settings, MemoryShop shop) throws IOException {
        int port = freePort();
        service = FeedbackService.start(
                FeedbackSettings.load(settings),
                List.of(new Endpoint.Network("127.0.0.1", port)),
                new SimpleMeterRegistry(),
                clock,
                shop.channel(),
                shop.channel());
        channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    /** Starts it; mails become files in a folder, and a second start on the same database goes on. */
    public static RunningFeedback start(TestDatabase database, MemoryShop shop, Path mails) throws IOException {
        return start(
                database,
                shop,
                Map.of(
                        "giveback.feedback.mail.transport",
                        "folder",
                        "giveback.feedback.mail.folder",
                        mails.toString()));
    }

    /** Starts it with these settings over those of tests. */
    public static RunningFeedback start(TestDatabase database, MemoryShop shop, Map<String, ?> more)
            throws IOException {
        Map<String, Object> settings = new HashMap<>();
        settings.put("giveback.feedback.database.url", database.jdbcUrl());
        settings.put("giveback.feedback.database.user", database.user());
        settings.put("giveback.feedback.database.password", database.password());
        settings.put("giveback.feedback.links.key", Base64.getEncoder().encodeToString(new byte[32]));
        settings.put("giveback.feedback.service-timeout", "2s");
        settings.put("giveback.feedback.plan-interval", "50ms");
        settings.put("giveback.feedback.outbox.interval", "50ms");
        settings.put("giveback.feedback.webhooks.private-networks", "127.0.0.0/8");
        settings.put("giveback.feedback.webhooks.interval", "20ms");
        settings.put("giveback.platform.grpc.drain.notice", "0s");
        settings.put("giveback.platform.grpc.drain.limit", "1s");
        settings.putAll(TestCluster.ALONE);
        settings.putAll(more);
        return new RunningFeedback(settings, shop);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Policies, surveys, messages. */
    public OutreachServiceBlockingStub outreach() {
        return OutreachServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    /** Contacts and consent. */
    public ContactServiceBlockingStub contacts() {
        return ContactServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    /** Links. */
    public AnswerServiceBlockingStub answers() {
        return AnswerServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    /** Reports and follow-ups. */
    public FeedbackServiceBlockingStub feedback() {
        return FeedbackServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    /** Referrals. */
    public ReferralServiceBlockingStub referrals() {
        return ReferralServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    /** Webhooks of shops. */
    public WebhookServiceBlockingStub webhooks() {
        return WebhookServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    /** What follows what. */
    public NodeServiceBlockingStub node() {
        return NodeServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    /** The time of the service. */
    public Instant now() {
        return clock.instant();
    }

    /** Sets the service's clock forward. */
    public void setForward(Duration by) {
        clock.ahead = clock.ahead.plus(by);
    }

    /** Waits until something is so, for 20 seconds at most. */
    public static void await(Supplier<Boolean> condition) throws InterruptedException {
        Instant until = Instant.now().plus(PATIENCE);
        while (!condition.get()) {
            if (Instant.now().isAfter(until)) {
                throw new AssertionError("it did not come about within " + PATIENCE);
            }
            Thread.sleep(20);
        }
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
