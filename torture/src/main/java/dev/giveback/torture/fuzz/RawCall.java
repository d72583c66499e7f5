package dev.giveback.torture.fuzz;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One call of a method with any bytes as its message. */
final class RawCall extends ClientCall.Listener<byte[]> {
    /** Longer than any limit of ours: who is not answered by then hangs. */
    private static final long DEADLINE_SECONDS = 30;

    /** A stream that was let in may stay open for ever. */
    private static final long STREAM_MILLIS = 50;

    private final CompletableFuture<Status> end = new CompletableFuture<>();

    private RawCall() {}

    private enum Bytes implements MethodDescriptor.Marshaller<byte[]> {
        INSTANCE;

        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    /** The method, of bytes. */
    static MethodDescriptor<byte[], byte[]> ofBytes(MethodDescriptor<?, ?> method) {
        return method.toBuilder(Bytes.INSTANCE, Bytes.INSTANCE).build();
    }

    /** How it ended; as cancelled if it is a stream that goes on. */
    static Status status(Channel channel, MethodDescriptor<byte[], byte[]> method, byte[] message)
            throws InterruptedException {
        RawCall call = new RawCall();
        ClientCall<byte[], byte[]> open =
                channel.newCall(method, CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS));
        open.start(call, new Metadata());
        open.request(Integer.MAX_VALUE);
        open.sendMessage(message);
        open.halfClose();
        boolean isStream = method.getType() != MethodType.UNARY;
        try {
            return call.end.get(isStream ? STREAM_MILLIS : 2_000 * DEADLINE_SECONDS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            open.cancel("enough", null);
            return isStream ? Status.CANCELLED : Status.DEADLINE_EXCEEDED;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        end.complete(status);
    }
}
