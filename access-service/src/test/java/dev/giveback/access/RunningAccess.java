package dev.giveback.access;

import com.google.protobuf.util.Timestamps;
import dev.giveback.access.v1.AccessServiceGrpc;
import dev.giveback.access.v1.AccessServiceGrpc.AccessServiceBlockingStub;
import dev.giveback.access.v1.CreateKeyRequest;
import dev.giveback.access.v1.CreateKeyResponse;
import dev.giveback.access.v1.GetCallerResponse;
import dev.giveback.access.v1.GuardServiceGrpc;
import dev.giveback.access.v1.GuardServiceGrpc.GuardServiceBlockingStub;
import dev.giveback.access.v1.GuardServiceGrpc.GuardServiceFutureStub;
import dev.giveback.access.v1.GuardServiceGrpc.GuardServiceStub;
import dev.giveback.access.v1.Key;
import dev.giveback.access.v1.ResolveKeyRequest;
import dev.giveback.access.v1.ResolveKeyResponse;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.testkit.TestCluster;
import dev.giveback.testkit.TestDatabase;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The whole service on a port of loopback and a real PostgreSQL, with a channel to it and a clock that can be set forward. */
final class RunningAccess implements AutoCloseable {
    /** Who may do everything. */
    static final GetCallerResponse ADMIN = GetCallerResponse.newBuilder()
            .setPrincipal("https://id.example#anna")
            .addScopes("*")
            .addPrograms("*")
            .build();

    private static final Metadata.Key<byte[]> CALLER =
            Metadata.Key.of("giveback-caller-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private final SettableClock clock;
    private final AccessService service;
    private final ManagedChannel channel;

    private RunningAccess(Map<String, Object> settings, SettableClock clock) throws IOException {
        int port = freePort();
        this.clock = clock;
        service = AccessService.start(
                AccessSettings.load(settings),
                List.of(new Endpoint.Network("127.0.0.1", port)),
                new SimpleMeterRegistry(),
                clock);
        channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    static RunningAccess start(TestDatabase database, Path directory) throws IOException {
        return new RunningAccess(settings(database, directory), new SettableClock());
    }

    static RunningAccess start(Map<String, Object> settings) throws IOException {
        return new RunningAccess(settings, new SettableClock());
    }

    /** With a clock that is so far ahead. */
    static RunningAccess startAhead(TestDatabase database, Path directory, Duration ahead) throws IOException {
        SettableClock clock = new SettableClock();
        clock.ahead = ahead;
        return new RunningAccess(settings(database, directory), clock);
    }

    static Map<String, Object> settings(TestDatabase database, Path directory) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("giveback.access.database.url", database.jdbcUrl());
        settings.put("giveback.access.database.user", database.user());
        settings.put("giveback.access.database.password", database.password());
        settings.put(
                "giveback.access.operator-key.file",
                directory.resolve("operator.key").toString());
        settings.put("giveback.platform.grpc.drain.notice", "0s");
        settings.put("giveback.platform.grpc.drain.limit", "1s");
        settings.putAll(TestCluster.ALONE);
        return settings;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    Optional<Path> newOperatorKey() {
        return service.newOperatorKey();
    }

    /** As who may do everything. */
    AccessServiceBlockingStub admin() {
        return as(ADMIN);
    }

    AccessServiceBlockingStub as(GetCallerResponse caller) {
        Metadata headers = new Metadata();
        headers.put(CALLER, caller.toByteArray());
        return nobody().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    /** Without a word about who calls. */
    AccessServiceBlockingStub nobody() {
        return AccessServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    GuardServiceBlockingStub guard() {
        return GuardServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    GuardServiceFutureStub guardLater() {
        return GuardServiceGrpc.newFutureStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    GuardServiceStub guardCalls() {
        return GuardServiceGrpc.newStub(channel);
    }

    ResolveKeyResponse resolve(String name) {
        return guard().resolveKey(ResolveKeyRequest.newBuilder()
                .setKeyId(name.replace("keys/", ""))
                .build());
    }

    CreateKeyResponse create(String request, Key.Builder key) {
        return admin().createKey(CreateKeyRequest.newBuilder()
                .setRequestId(request)
                .setKey(key)
                .build());
    }

    /** A caller with the rights of this key. */
    static GetCallerResponse callerOf(Key key) {
        return GetCallerResponse.newBuilder()
                .setPrincipal(key.getParentKey().isEmpty() ? key.getName() : key.getParentKey())
                .setSession(key.getParentKey().isEmpty() ? "" : key.getName())
                .setDisplayName(key.getDisplayName())
                .addAllScopes(key.getScopesList())
                .addAllPrograms(key.getProgramsList())
                .build();
    }

    static Key.Builder till() {
        return Key.newBuilder().setDisplayName("Till 4").addScopes("checkout").addPrograms("programs/bakery");
    }

    static com.google.protobuf.Timestamp time(Instant time) {
        return Timestamps.fromMillis(time.toEpochMilli());
    }

    Instant now() {
        return clock.instant();
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
