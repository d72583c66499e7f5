package dev.giveback.gateway.guard;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import dev.giveback.gateway.guard.MethodRule.ReadMethod;
import dev.giveback.platform.grpc.Principals;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A question to a service, by the method that reads what another one changes. */
final class ReadCall {
    private static final long DEADLINE_SECONDS = 2;

    private ReadCall() {}

    /** The bytes of the answer. */
    static CompletableFuture<byte[]> of(Channel channel, ReadMethod read, Caller caller, String resource) {
        Metadata headers = new Metadata();
        headers.put(Principals.KEY, caller.principal());
        Channel asking = ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
        MethodDescriptor<DynamicMessage, DynamicMessage> method =
                MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                        .setType(MethodType.UNARY)
                        .setFullMethodName(read.method())
                        .setRequestMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(read.request())))
                        .setResponseMarshaller(
                                ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(read.response())))
                        .build();
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
        // Not in the caller's context: after an act it may be over.
        Context before = Context.ROOT.attach();
        try {
            return Futures.of(ClientCalls.futureUnaryCall(asking.newCall(method, options), named(read, resource)))
                    .thenApply(DynamicMessage::toByteArray);
        } finally {
            Context.ROOT.detach(before);
        }
    }

    private static DynamicMessage named(ReadMethod read, String resource) {
        DynamicMessage.Builder request = DynamicMessage.newBuilder(read.request());
        FieldDescriptor name = read.request().findFieldByName(read.name().text());
        return request.setField(name, resource).build();
    }
}
