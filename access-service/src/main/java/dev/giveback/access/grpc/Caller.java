package dev.giveback.access.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.access.contract.RefusalStatus;
import dev.giveback.access.domain.Grant;
import dev.giveback.access.domain.KeyId;
import dev.giveback.access.domain.Reason;
import dev.giveback.access.v1.GetCallerResponse;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, as the gateway says.
 *
 * @param told what it says
 */
record Caller(GetCallerResponse told) {
    private static final Metadata.Key<byte[]> HEADER =
            Metadata.Key.of("giveback-caller-bin", Metadata.BINARY_BYTE_MARSHALLER);
    private static final Context.Key<Caller> CONTEXT = Context.key("caller");

    /**
     * Who makes the call that is being handled, on its thread.
     *
     * @throws io.grpc.StatusRuntimeException when nobody says
     */
    static Caller current() {
        Caller caller = CONTEXT.get();
        if (caller == null) {
            throw RefusalStatus.of(Reason.CALLER_MISSING, "caller: nobody says who calls; calls come by the gateway");
        }
        return caller;
    }

    String principal() {
        return told.getPrincipal();
    }

    Grant grant() {
        return new Grant(told.getScopesList(), told.getProgramsList());
    }

    /** The key that calls, or whose session does; null for a token. */
    @Nullable
    KeyId key() {
        return KeyId.parse(told.getPrincipal());
    }

    /** The session that calls; null if it is none. */
    @Nullable
    KeyId session() {
        return KeyId.parse(told.getSession());
    }

    /** Reads who calls from the header of each call. */
    static ServerInterceptor interceptor() {
        return new ServerInterceptor() {
            @Override
            public <Q, A> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
                Caller caller = of(headers);
                return caller == null
                        ? next.startCall(call, headers)
                        : Contexts.interceptCall(Context.current().withValue(CONTEXT, caller), call, headers, next);
            }
        };
    }

    private static @Nullable Caller of(Metadata headers) {
        byte @Nullable [] bytes = headers.get(HEADER);
        try {
            return bytes == null ? null : new Caller(GetCallerResponse.parseFrom(bytes));
        } catch (InvalidProtocolBufferException unreadable) {
            return null;
        }
    }
}
