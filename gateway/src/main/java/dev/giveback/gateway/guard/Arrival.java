package dev.giveback.gateway.guard;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;

/**
 * A call that has come and was not let in yet.
 *
 * @param rule of its method
 * @param address where it comes from; empty if that is not known
 * @param headers what is passed on
 * @param next where it goes if it is let in
 */
record Arrival<Q, A>(
        MethodRule rule, String address, GuardedCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {

    /** Lets it in. */
    ServerCall.Listener<Q> open() {
        return next.startCall(call, headers);
    }
}
