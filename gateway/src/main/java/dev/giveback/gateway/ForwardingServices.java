package dev.giveback.gateway;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;

/**
 * Services of others, served by forwarding. Messages stay the bytes that they came as; the schema of each method is
 * kept, so that reflection describes the real service.
 */
final class ForwardingServices {
    private ForwardingServices() {}

    /**
     * The service with every method forwarded to the channel.
     *
     * @param service as generated from its proto
     * @param backend what messages to callers call the backend
     * @param channel a channel to it
     * @param front what stands before the forwarding of each method
     */
    static ServerServiceDefinition forward(ServiceDescriptor service, String backend, Channel channel, Front front) {
        ServiceDescriptor.Builder descriptor =
                ServiceDescriptor.newBuilder(service.getName()).setSchemaDescriptor(service.getSchemaDescriptor());
        ServerCallHandler<byte[], byte[]> handler = new Handler(backend, channel);
        var methods =
                service.getMethods().stream().map(ForwardingServices::ofBytes).toList();
        methods.forEach(descriptor::addMethod);
        ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(descriptor.build());
        methods.forEach(method -> definition.addMethod(method, front.before(method, handler)));
        return definition.build();
    }

    /** Puts something before the forwarding of a method, or nothing. */
    @FunctionalInterface
    interface Front {
        ServerCallHandler<byte[], byte[]> before(
                MethodDescriptor<byte[], byte[]> method, ServerCallHandler<byte[], byte[]> forwarding);
    }

    private static MethodDescriptor<byte[], byte[]> ofBytes(MethodDescriptor<?, ?> method) {
        return method.toBuilder(BytesMarshaller.INSTANCE, BytesMarshaller.INSTANCE)
                .build();
    }

    /**
     * Opens the call to the backend. Its deadline and its cancellation are those of the context, which the server has
     * filled from the caller's call.
     */
    private record Handler(String backend, Channel channel) implements ServerCallHandler<byte[], byte[]> {
        @Override
        public ServerCall.Listener<byte[]> startCall(ServerCall<byte[], byte[]> caller, Metadata headers) {
            var toBackend = channel.newCall(caller.getMethodDescriptor(), CallOptions.DEFAULT);
            return new ForwardedCall(caller, toBackend, backend).start(headers);
        }
    }
}
