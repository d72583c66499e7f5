package dev.giveback.client;

import com.github.f4b6a3.uuid.UuidCreator;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.MethodDescriptor;

/**
 * Gives every request that can have a {@code request_id} and has none a new one, a UUID of version 7. It is given before a call is tried, so each
 * repeat of the call has the same one.
 */
final class RequestIds implements ClientInterceptor {
    private static final String FIELD = "request_id";

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        if (!method.getType().clientSendsOneMessage()) {
            return next.newCall(method, options);
        }
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void sendMessage(Q request) {
                super.sendMessage(identified(request));
            }
        };
    }

    @SuppressWarnings("unchecked") // A builder of a message builds messages of that type.
    private static <Q> Q identified(Q request) {
        if (!(request instanceof Message message)) {
            return request;
        }
        FieldDescriptor field = message.getDescriptorForType().findFieldByName(FIELD);
        if (field == null
                || field.getJavaType() != FieldDescriptor.JavaType.STRING
                || field.isRepeated()
                || !message.getField(field).equals("")) {
            return request;
        }
        return (Q) message.toBuilder().setField(field, newId()).build();
    }

    static String newId() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }
}
