package dev.giveback.gateway.guard;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.giveback.access.v1.GuardServiceGrpc;
import dev.giveback.access.v1.GuardServiceGrpc.GuardServiceStub;
import dev.giveback.access.v1.ResolveKeyRequest;
import dev.giveback.access.v1.ResolveKeyResponse;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The keys that the access service knows. What it answered is kept as long as it tells of changes: once it has been silent for longer than
 * {@link KeyFeed}'s limit each call asks anew, and if there is no answer the call is refused, so that a revoked key is never accepted because nobody told.
 */
final class Keys implements AutoCloseable {
    private static final int KEPT = 20_000;
    private static final int UNKNOWN_KEPT = 10_000;
    private static final long UNKNOWN_SECONDS = 10;
    /** As long as the access service waits itself; a call that may wait less ends by its own deadline. */
    private static final long DEADLINE_SECONDS = 10;

    private final GuardServiceStub service;
    private final InstantSource clock;
    private final AsyncCache<String, KnownKey> known =
            Caffeine.newBuilder().maximumSize(KEPT).executor(Runnable::run).buildAsync();
    private final Cache<String, Boolean> unknown = Caffeine.newBuilder()
            .maximumSize(UNKNOWN_KEPT)
            .expireAfterWrite(UNKNOWN_SECONDS, TimeUnit.SECONDS)
            .executor(Runnable::run)
            .build();
    private final KeyFeed feed;

    Keys(Channel access, InstantSource clock) {
        this.service = GuardServiceGrpc.newStub(access);
        this.clock = clock;
        this.feed = new KeyFeed(service, this::forgetAll, this::forget);
    }

    /** The caller with this key; completes with a refusal otherwise. Done at once if the key is kept. */
    CompletableFuture<Caller> caller(ApiKey key) {
        if (unknown.getIfPresent(key.id()) != null) {
            return CompletableFuture.failedFuture(Refusals.keyUnknown());
        }
        CompletableFuture<KnownKey> found =
                feed.isLive() ? known.get(key.id(), (id, executor) -> ask(id)) : ask(key.id());
        return found.thenApply(answer -> accept(answer, key));
    }

    /** Whether a caller with this key would be told apart without asking. */
    boolean isKept(ApiKey key) {
        return known.getIfPresent(key.id()) != null;
    }

    private Caller accept(@Nullable KnownKey found, ApiKey key) {
        if (found != null) {
            return found.accept(key, clock.instant());
        }
        throw unknown.getIfPresent(key.id()) == null ? Refusals.keysUnavailable() : Refusals.keyUnknown();
    }

    /** Completes with null if there is no such key or no answer: the cache then keeps nothing. */
    private CompletableFuture<KnownKey> ask(String id) {
        Answer answer = new Answer(id);
        // A call of its own: it must not end with the caller's, since others wait for its answer too.
        Context.ROOT.run(() -> service.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .resolveKey(ResolveKeyRequest.newBuilder().setKeyId(id).build(), answer));
        return answer.key;
    }

    private void forget(List<String> ids) {
        for (String id : ids) {
            known.synchronous().invalidate(id);
            unknown.invalidate(id);
            known.asMap().values().removeIf(future -> isSessionOf(future, id));
        }
    }

    private void forgetAll() {
        known.synchronous().invalidateAll();
        unknown.invalidateAll();
    }

    private static boolean isSessionOf(CompletableFuture<KnownKey> future, String id) {
        KnownKey key = future.getNow(null);
        return key != null && key.parent().equals(id);
    }

    @Override
    public void close() {
        feed.close();
    }

    private final class Answer implements StreamObserver<ResolveKeyResponse> {
        private final String id;
        private final CompletableFuture<KnownKey> key = new CompletableFuture<>();

        Answer(String id) {
            this.id = id;
        }

        @Override
        public void onNext(ResolveKeyResponse answer) {
            key.complete(KnownKey.of(answer));
        }

        @Override
        public void onError(Throwable failure) {
            if (Status.fromThrowable(failure).getCode() == Status.Code.NOT_FOUND) {
                unknown.put(id, true);
            }
            key.complete(null);
        }

        @Override
        public void onCompleted() {
            key.complete(null);
        }
    }
}
