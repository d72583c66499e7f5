package dev.giveback.gateway;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import dev.giveback.access.v1.GuardServiceGrpc;
import dev.giveback.testkit.TestGuard;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The gateway with its real routes, and one backend behind all of them that serves anything. */
final class Door {
    static final List<String> BACKENDS =
            Route.ALL.stream().map(Route::backend).distinct().toList();

    private final TestBackend fixture = new TestBackend();
    private final AnyBackend backend = fixture.keep(new AnyBackend());
    private final ManagedChannel channel;

    /** How a call ended. */
    record End(Status status, com.google.rpc.Status details) {
        /** The code, and the reason if there is one: {@code NOT_FOUND RESOURCE_NOT_FOUND}. */
        String text() {
            return details.getDetailsList().stream()
                    .filter(detail -> detail.is(ErrorInfo.class))
                    .map(detail -> {
                        try {
                            return status.getCode() + " "
                                    + detail.unpack(ErrorInfo.class).getReason();
                        } catch (InvalidProtocolBufferException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .findFirst()
                    .orElse(status.getCode().name());
        }
    }

    Door() {
        this(Map.of());
    }

    /** With settings of the guard that are not the shipped ones. */
    Door(Map<String, ?> guardSettings) {
        fixture.guarded(guardSettings);
        Map<String, Channel> backends = new HashMap<>();
        BACKENDS.forEach(name -> backends.put(name, backend.channel()));
        backends.put(Gateway.ACCESS, new Access(fixture.guard().channel(), backend.channel()));
        channel = fixture.door(Route.ALL, backends);
    }

    TestGuard guard() {
        return fixture.guard();
    }

    AnyBackend backend() {
        return backend;
    }

    /** What the gateway measures, as text. */
    String metrics() {
        return fixture.meters.getMetersAsString();
    }

    ManagedChannel channel() {
        return channel;
    }

    /** Calls with this text after {@code authorization: }; empty for none. */
    End call(MethodDescriptor<?, ?> method, String authorization, byte[]... messages) {
        Metadata headers = new Metadata();
        if (!authorization.isEmpty()) {
            headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), authorization);
        }
        return call(method, headers, messages);
    }

    End call(MethodDescriptor<?, ?> method, Metadata headers, byte[]... messages) {
        ClientCall<byte[], byte[]> call = channel.newCall(
                method.toBuilder(BytesMarshaller.INSTANCE, BytesMarshaller.INSTANCE)
                        .build(),
                CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS));
        CompletableFuture<End> ended = new CompletableFuture<>();
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        ended.complete(new End(status, StatusProto.fromStatusAndTrailers(status, trailers)));
                    }
                },
                headers);
        call.request(100);
        for (byte[] message : messages) {
            call.sendMessage(message);
        }
        call.halfClose();
        return ended.orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** A channel that calls with this secret. */
    Channel with(String secret) {
        return ClientInterceptors.intercept(channel, TestGuard.calling(secret));
    }

    void close() throws Exception {
        fixture.close();
    }

    /** The guard's own questions are answered by the test's keys, everything else as everywhere. */
    private static final class Access extends Channel {
        private final Channel guard;
        private final Channel others;

        Access(Channel guard, Channel others) {
            this.guard = guard;
            this.others = others;
        }

        @Override
        public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
            boolean isGuards = GuardServiceGrpc.SERVICE_NAME.equals(method.getServiceName());
            return (isGuards ? guard : others).newCall(method, options);
        }

        @Override
        public String authority() {
            return guard.authority();
        }
    }
}
