package dev.giveback.testkit;

import com.google.protobuf.ByteString;
import dev.giveback.access.v1.ApprovalRequest;
import dev.giveback.access.v1.ApprovalState;
import dev.giveback.access.v1.AuditEntry;
import dev.giveback.access.v1.CheckApprovalRequest;
import dev.giveback.access.v1.Key;
import dev.giveback.access.v1.ResolveKeyResponse;
import io.grpc.CallCredentials;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An access service in memory whose keys a test sets, for every test that starts a gateway. It has a key that may do everything, and answers as the real service
 * does. Nothing needs an approval until a test says so.
 */
public final class TestGuard implements AutoCloseable {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int ID_LENGTH = 12;
    private static final AtomicInteger STARTED = new AtomicInteger();

    private final Random random = new Random(STARTED.incrementAndGet());
    private final TestGuardService service = new TestGuardService();
    private final Server server;
    private final ManagedChannel channel;
    private final String adminSecret;

    private TestGuard(String name) {
        try {
            server = InProcessServerBuilder.forName(name)
                    .directExecutor()
                    .addService(service)
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        channel = InProcessChannelBuilder.forName(name).directExecutor().build();
        adminSecret = key(
                Key.newBuilder().setDisplayName("admin of tests").addScopes("*").addPrograms("*"));
    }

    /** Starts it, with its admin key. */
    public static TestGuard start() {
        return new TestGuard("test-guard-" + UUID.randomUUID());
    }

    /** A channel to it, for a gateway's backend {@code access}; closed with this. */
    public ManagedChannel channel() {
        return channel;
    }

    /** The secret of the key that may do everything. */
    public String adminSecret() {
        return adminSecret;
    }

    /** Makes a key as described, with a name of its own if it has none; the answer is its secret. */
    public String key(Key.Builder key) {
        String secret = newSecret();
        key.setName("keys/" + idOf(secret));
        service.put(ResolveKeyResponse.newBuilder()
                .setKey(key)
                .setSecretSha256(sha256(secret))
                .build());
        return secret;
    }

    /** Sets what is answered for the key of this secret, whose hash is added; gateways are told. */
    public void put(String secret, ResolveKeyResponse.Builder answer) {
        answer.getKeyBuilder().setName("keys/" + idOf(secret));
        service.put(answer.setSecretSha256(sha256(secret)).build());
    }

    /** A secret that no key has yet. */
    public String newSecret() {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return "gb_" + id + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The id of the key of this secret. */
    public static String idOf(String secret) {
        return secret.substring(3, 3 + ID_LENGTH);
    }

    /** SHA-256 of a secret, as the service keeps it. */
    public static ByteString sha256(String secret) {
        try {
            return ByteString.copyFrom(
                    MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was recorded, the oldest first. */
    public List<AuditEntry> entries() {
        return service.entries();
    }

    /** What was asked about approvals, the oldest first. */
    public List<CheckApprovalRequest> approvalChecks() {
        return service.approvalChecks();
    }

    /** From now on every act that may need a second person does, and stands so. */
    public void approvals(ApprovalState state) {
        service.approvals(ApprovalRequest.newBuilder()
                .setName("programs/shop/approvals/a1")
                .setState(state)
                .build());
    }

    /** How often a key was asked for. */
    public int resolved() {
        return service.resolved();
    }

    /** Whether it fails every call from now on, its streams included, as a service that is down does. */
    public void down(boolean isDown) {
        service.down(isDown);
    }

    /** Whether acts cannot be recorded from now on. */
    public void refusingActs(boolean isRefusing) {
        service.refusingActs(isRefusing);
    }

    /** Whether it says nothing any more without ending its streams, as one that hangs does. */
    public void silent(boolean isSilent) {
        service.silent(isSilent);
    }

    /** Calls with this secret. */
    public static ClientInterceptor calling(String secret) {
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + secret);
        return MetadataUtils.newAttachHeadersInterceptor(headers);
    }

    /** Calls with this secret, for a stub. */
    public static CallCredentials credentials(String secret) {
        return new CallCredentials() {
            @Override
            public void applyRequestMetadata(RequestInfo info, Executor executor, MetadataApplier applier) {
                Metadata headers = new Metadata();
                headers.put(AUTHORIZATION, "Bearer " + secret);
                applier.apply(headers);
            }
        };
    }

    @Override
    public void close() {
        service.close();
        channel.shutdownNow();
        server.shutdownNow();
    }
}
