package dev.giveback.platform.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/**
 * Who calls, as the gateway found out. It says so in the header {@value #HEADER} of each call that it forwards, and takes away what a
 * caller wrote there. A service believes whoever reaches its port, which is why that port is for gateways and other services alone.
 */
public final class Principals {
    /** The header with the principal, {@code keys/abcdefghijkl} say. */
    public static final String HEADER = "giveback-principal";

    /** The key of that header. */
    public static final Metadata.Key<String> KEY = Metadata.Key.of(HEADER, Metadata.ASCII_STRING_MARSHALLER);

    private static final Context.Key<String> CURRENT = Context.keyWithDefault(HEADER, "");

    private Principals() {}

    /** The principal of the call that is being handled, asked on its thread; empty if there is none. */
    public static String current() {
        return CURRENT.get();
    }

    /** Makes the header's value {@link #current} for the handlers behind it. */
    static ServerInterceptor interceptor() {
        return new FromHeader();
    }

    private static final class FromHeader implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            String principal = headers.get(KEY);
            return principal == null
                    ? next.startCall(call, headers)
                    : Contexts.interceptCall(Context.current().withValue(CURRENT, principal), call, headers, next);
        }
    }
}
