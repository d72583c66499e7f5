package dev.giveback.gateway;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What a caller sees of one call. It asks for messages only when told to. */
final class Recorder extends ClientCall.Listener<byte[]> {
    private static final long PATIENCE_SECONDS = 20;

    final List<String> messages = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Metadata> headers = new CompletableFuture<>();
    private final CompletableFuture<Status> status = new CompletableFuture<>();
    private volatile Metadata trailers = new Metadata();

    @Override
    public void onHeaders(Metadata received) {
        headers.complete(received);
    }

    @Override
    public void onMessage(byte[] message) {
        messages.add(text(message));
    }

    @Override
    public void onClose(Status closed, @Nullable Metadata received) {
        trailers = received == null ? new Metadata() : received;
        status.complete(closed);
    }

    Metadata headers() {
        return headers.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    Status status() {
        return status.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    Metadata trailers() {
        status();
        return trailers;
    }

    static String text(byte[] message) {
        return new String(message, StandardCharsets.UTF_8);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static void eventually(BooleanSupplier holds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not hold within " + PATIENCE_SECONDS + " s");
            }
            Thread.sleep(5);
        }
    }
}
