package dev.giveback.platform.grpc;

import com.google.protobuf.Message;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;

/**
 * Refuses a request that breaks the rules in its proto before a handler sees it. Where a call has a stream of requests the field's path begins with
 * the message's place, {@code messages[3].products[17].name} say.
 */
public final class RequestValidation implements ServerInterceptor {
    private final RequestValidator validator;

    /** Validation by these rules; requests of types that the validator does not know are a programmer's error. */
    public RequestValidation(RequestValidator validator) {
        this.validator = validator;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
            private final boolean isStream =
                    !call.getMethodDescriptor().getType().clientSendsOneMessage();
            private long messages;
            private boolean refused;

            @Override
            public void onMessage(Q message) {
                if (refused) {
                    return;
                }
                try {
                    validator.validate((Message) message, isStream ? "messages[" + messages++ + "]." : "");
                } catch (StatusRuntimeException refusal) {
                    refused = true;
                    Metadata trailers = refusal.getTrailers();
                    call.close(refusal.getStatus(), trailers == null ? new Metadata() : trailers);
                    return;
                }
                super.onMessage(message);
            }

            @Override
            public void onHalfClose() {
                if (!refused) {
                    super.onHalfClose();
                }
            }
        };
    }
}
