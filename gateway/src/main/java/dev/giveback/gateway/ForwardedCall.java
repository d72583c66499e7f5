package dev.giveback.gateway;

import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call under way, between the caller and the backend. In either direction the next message is asked for only when
 * the other side can take it, so that a slow reader slows its writer down and the gateway holds at most one message
 * more than gRPC's own windows. Headers, trailers and status pass unchanged, and a cancellation ends both sides.
 */
final class ForwardedCall {
    private static final Logger log = LoggerFactory.getLogger(ForwardedCall.class);
    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private final ServerCall<byte[], byte[]> caller;
    private final ClientCall<byte[], byte[]> backend;
    private final String backendName;
    private final Context context = Context.current();
    private final boolean oneRequest;
    private final boolean oneResponse;

    /** To be made on the thread that received the caller's call, in its context. */
    ForwardedCall(ServerCall<byte[], byte[]> caller, ClientCall<byte[], byte[]> backend, String backendName) {
        this.caller = caller;
        this.backend = backend;
        this.backendName = backendName;
        this.oneRequest = caller.getMethodDescriptor().getType().clientSendsOneMessage();
        this.oneResponse = caller.getMethodDescriptor().getType().serverSendsOneMessage();
    }

    /** Opens the backend's side with the caller's headers; what comes from the caller goes to the listener returned. */
    ServerCall.Listener<byte[]> start(Metadata headers) {
        Demand ofRequests = new Demand() {
            @Override
            boolean receiverIsReady() {
                return backend.isReady();
            }

            @Override
            void requestOne() {
                caller.request(1);
            }
        };
        Demand ofResponses = new Demand() {
            @Override
            boolean receiverIsReady() {
                return caller.isReady();
            }

            @Override
            void requestOne() {
                backend.request(1);
            }
        };
        backend.start(new FromBackend(ofRequests, ofResponses), headers);
        // Where one message is allowed a second is asked for as well: if there is one, the backend refuses the call.
        caller.request(oneRequest ? 2 : 1);
        backend.request(oneResponse ? 2 : 1);
        return new FromCaller(ofRequests, ofResponses);
    }

    /**
     * The demand for messages of one direction. It is without a lock, because asking for a message can deliver it at
     * once, on this thread, when both ends are in this process.
     */
    private abstract static class Demand {
        private final AtomicBoolean waiting = new AtomicBoolean();

        abstract boolean receiverIsReady();

        abstract void requestOne();

        void onDelivered() {
            if (receiverIsReady()) {
                requestOne();
                return;
            }
            waiting.set(true);
            // The receiver may have become ready between the two lines above, and then nobody else would ask again.
            if (receiverIsReady()) {
                onReceiverReady();
            }
        }

        void onReceiverReady() {
            if (waiting.compareAndSet(true, false)) {
                requestOne();
            }
        }
    }

    private final class FromCaller extends ServerCall.Listener<byte[]> {
        private final Demand ofRequests;
        private final Demand ofResponses;

        FromCaller(Demand ofRequests, Demand ofResponses) {
            this.ofRequests = ofRequests;
            this.ofResponses = ofResponses;
        }

        @Override
        public void onMessage(byte[] message) {
            backend.sendMessage(message);
            if (!oneRequest) {
                ofRequests.onDelivered();
            }
        }

        @Override
        public void onHalfClose() {
            backend.halfClose();
        }

        @Override
        public void onReady() {
            ofResponses.onReceiverReady();
        }

        @Override
        public void onCancel() {
            backend.cancel("cancelled by the caller", null);
        }
    }

    private final class FromBackend extends ClientCall.Listener<byte[]> {
        private final Demand ofRequests;
        private final Demand ofResponses;

        FromBackend(Demand ofRequests, Demand ofResponses) {
            this.ofRequests = ofRequests;
            this.ofResponses = ofResponses;
        }

        @Override
        public void onHeaders(Metadata headers) {
            caller.sendHeaders(headers);
        }

        @Override
        public void onMessage(byte[] message) {
            caller.sendMessage(message);
            if (!oneResponse) {
                ofResponses.onDelivered();
            }
        }

        @Override
        public void onReady() {
            ofRequests.onReceiverReady();
        }

        @Override
        public void onClose(Status status, @Nullable Metadata trailers) {
            if (context.isCancelled()) {
                // The caller has gone, its deadline has passed or it broke a limit: gRPC ends that side with a status
                // of its own,
                // which this late one, an echo of the same end, must not hide.
                return;
            }
            Metadata sent = trailers == null ? new Metadata() : trailers;
            caller.close(withoutInternals(status, sent), sent);
        }
    }

    /**
     * Without details these statuses were most likely made by gRPC, and then their text holds
     * addresses and the state of connections, which are no business of a caller. A backend that ends and breaks a call off says CANCELLED, as if
     * the caller had; the caller is to repeat it.
     */
    private Status withoutInternals(Status status, Metadata trailers) {
        if (status.getCode() == Status.Code.CANCELLED && !trailers.containsKey(DETAILS)) {
            log.debug("{}: {}", caller.getMethodDescriptor().getFullMethodName(), status);
            return Status.UNAVAILABLE.withDescription("the " + backendName + " service broke the call off");
        }
        boolean mayTell =
                status.getCode() == Status.Code.UNAVAILABLE || status.getCode() == Status.Code.DEADLINE_EXCEEDED;
        if (!mayTell || trailers.containsKey(DETAILS)) {
            return status;
        }
        log.debug("{}: {}", caller.getMethodDescriptor().getFullMethodName(), status);
        return status.getCode() == Status.Code.UNAVAILABLE
                ? Status.UNAVAILABLE.withDescription("the " + backendName + " service cannot be reached")
                : Status.DEADLINE_EXCEEDED.withDescription("not answered within the time allowed");
    }
}
