package dev.giveback.gateway.guard;

import io.grpc.StatusRuntimeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls, by a key or by a token. An address from which too many keys came that nobody knows gets no more looked up: keys that are known here go on, others are refused until
 * enough time has passed.
 */
final class Callers implements AutoCloseable {
    private static final String KEYS_FROM = "keys from ";

    private final Keys keys;
    private final @Nullable Tokens tokens;
    private final Guesses guesses;
    private final int guessesOfAddress;

    Callers(Keys keys, @Nullable Tokens tokens, Guesses guesses, int guessesOfAddress) {
        this.keys = keys;
        this.tokens = tokens;
        this.guesses = guesses;
        this.guessesOfAddress = guessesOfAddress;
    }

    /** The caller; completes with a refusal if there is none. Done at once if it is known. */
    CompletableFuture<Caller> find(Entrance entrance) {
        if (entrance.bearer().isEmpty()) {
            return CompletableFuture.failedFuture(Refusals.keyRequired());
        }
        ApiKey key = ApiKey.read(entrance.bearer());
        Tokens ofToken = key == null && Tokens.isOne(entrance.bearer()) ? tokens : null;
        boolean isKept = ofToken == null ? key != null && keys.isKept(key) : ofToken.isKept(entrance.bearer());
        if (!isKept) {
            try {
                guesses.expectFew(KEYS_FROM + entrance.address());
            } catch (StatusRuntimeException tooMany) {
                return CompletableFuture.failedFuture(tooMany);
            }
        }
        CompletableFuture<Caller> found = ofToken == null ? byKey(key) : ofToken.caller(entrance.bearer());
        return entrance.address().isEmpty() || isRight(found)
                ? found
                : found.whenComplete((caller, failure) -> count(KEYS_FROM + entrance.address(), failure));
    }

    private static boolean isRight(CompletableFuture<Caller> found) {
        return found.isDone() && !found.isCompletedExceptionally();
    }

    private CompletableFuture<Caller> byKey(@Nullable ApiKey key) {
        return key == null ? CompletableFuture.failedFuture(Refusals.keyUnknown()) : keys.caller(key);
    }

    private void count(String address, @Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof StatusRuntimeException refusal && Refusals.isUnknownKey(refusal)) {
            guesses.count(address, guessesOfAddress);
        }
    }

    @Override
    public void close() {
        keys.close();
    }
}
