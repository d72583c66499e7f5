package dev.giveback.gateway;

import io.grpc.Context;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands before the forwarding of a checkout: its message goes on as it is if it has no codes, and otherwise with what came of them.
 * Everything else about the call, its deadline, headers, cancellation and answers, is forwarded as ever.
 */
record CheckoutFront(CheckoutMethod method, CodeResolver codes, ServerCallHandler<byte[], byte[]> forwarding)
        implements ServerCallHandler<byte[], byte[]> {

    private static final Logger log = LoggerFactory.getLogger(CheckoutFront.class);

    @Override
    public ServerCall.Listener<byte[]> startCall(ServerCall<byte[], byte[]> caller, Metadata headers) {
        return new FromCaller(forwarding.startCall(caller, headers));
    }

    private final class FromCaller extends SimpleForwardingServerCallListener<byte[]> {
        private final Context context = Context.current();

        /** Done when all that came before has been forwarded; null as long as nothing had to wait. The caller's thread alone has it. */
        private @Nullable CompletableFuture<Void> before;

        FromCaller(ServerCall.Listener<byte[]> forwarded) {
            super(forwarded);
        }

        @Override
        public void onMessage(byte[] message) {
            CodedCheckout checkout = method.read(message);
            if (checkout != null) {
                CompletableFuture<byte[]> resolved = codes.resolve(checkout).thenApply(checkout.with());
                before = (before == null ? resolved : before.thenCombine(resolved, (none, bytes) -> bytes))
                        .thenAccept(this::forward);
            } else if (before != null) {
                before = before.thenRun(() -> forward(message));
            } else {
                super.onMessage(message);
            }
        }

        @Override
        public void onHalfClose() {
            if (before == null) {
                super.onHalfClose();
            } else {
                before = before.thenRun(this::forwardHalfClose).whenComplete((none, failure) -> endAfter(failure));
            }
        }

        /** A bug must not leave the caller waiting. Of a call that has just ended it is none: such a call takes nothing any more. */
        private void endAfter(@Nullable Throwable failure) {
            if (failure != null && !context.isCancelled()) {
                log.error("A checkout with codes was not forwarded.", failure);
                super.onCancel();
            }
        }

        private void forward(byte[] message) {
            if (!context.isCancelled()) {
                super.onMessage(message);
            }
        }

        private void forwardHalfClose() {
            if (!context.isCancelled()) {
                super.onHalfClose();
            }
        }
    }
}
