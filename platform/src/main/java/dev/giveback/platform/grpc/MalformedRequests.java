package dev.giveback.platform.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a request whose bytes are not its message, or are too many when they are unpacked: it is the caller's mistake. gRPC, which reads a message before
 * it calls any interceptor, would answer {@code UNKNOWN}, as for a bug. So a service is made {@link #readable} first, and what could not be
 * read arrives here as null.
 */
public final class MalformedRequests implements ServerInterceptor {
    private static final String DOMAIN = "platform.giveback.dev";
    private static final String REASON = "MALFORMED_REQUEST";

    /** Why the message is null that this thread is about to be given: gRPC reads and hands over at once. */
    private static final ThreadLocal<StatusRuntimeException> WHY = new ThreadLocal<>();

    MalformedRequests() {}

    /** The service, refusing what cannot be read; for a server that is not a {@link GrpcServer}. */
    public static ServerServiceDefinition refusedBy(ServerServiceDefinition service) {
        return ServerInterceptors.interceptForward(readable(service), new MalformedRequests());
    }

    /** The service, with null in place of requests that cannot be read. This interceptor must stand around it. */
    static ServerServiceDefinition readable(ServerServiceDefinition service) {
        ServiceDescriptor.Builder descriptor = ServiceDescriptor.newBuilder(
                        service.getServiceDescriptor().getName())
                .setSchemaDescriptor(service.getServiceDescriptor().getSchemaDescriptor());
        var methods =
                service.getMethods().stream().map(MalformedRequests::readable).toList();
        methods.forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
        ServerServiceDefinition.Builder readable = ServerServiceDefinition.builder(descriptor.build());
        methods.forEach(readable::addMethod);
        return readable.build();
    }

    private static <Q, A> ServerMethodDefinition<Q, A> readable(ServerMethodDefinition<Q, A> method) {
        MethodDescriptor<Q, A> descriptor = method.getMethodDescriptor();
        return ServerMethodDefinition.create(
                descriptor.toBuilder()
                        .setRequestMarshaller(new Lenient<>(descriptor.getRequestMarshaller()))
                        .build(),
                method.getServerCallHandler());
    }

    private record Lenient<Q>(Marshaller<Q> strict) implements Marshaller<Q> {
        @Override
        public InputStream stream(Q value) {
            return strict.stream(value);
        }

        @Override
        @SuppressWarnings("NullAway") // The interceptor takes it out before anybody sees it.
        public Q parse(InputStream stream) {
            try {
                return strict.parse(stream);
            } catch (StatusRuntimeException unreadable) {
                if (unreadable.getCause() instanceof InvalidProtocolBufferException) {
                    WHY.set(ErrorStatus.of(
                                    Code.INVALID_ARGUMENT,
                                    DOMAIN,
                                    REASON,
                                    "the request is not the bytes of its message")
                            .toException());
                    return null;
                }
                if (unreadable.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED) {
                    // gRPC's own: it stops where a packed message becomes longer than any may be.
                    WHY.set(unreadable);
                    return null;
                }
                throw unreadable;
            }
        }
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
            private boolean refused;

            @Override
            public void onMessage(@Nullable Q message) {
                if (refused) {
                    return;
                }
                if (message != null) {
                    super.onMessage(message);
                    return;
                }
                refused = true;
                StatusRuntimeException refusal = WHY.get();
                WHY.remove();
                Metadata trailers = refusal.getTrailers();
                call.close(refusal.getStatus(), trailers == null ? new Metadata() : trailers);
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
