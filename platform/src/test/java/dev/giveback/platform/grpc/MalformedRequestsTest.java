package dev.giveback.platform.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.rpc.ErrorInfo;
import dev.giveback.platform.v1.EchoRequest;
import dev.giveback.platform.v1.EchoResponse;
import dev.giveback.platform.v1.EchoServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bytes that are not the message of their method are the caller's mistake, and told as one. */
final class MalformedRequestsTest {
    private static final String NAME = "malformed-requests-test";

    private final GrpcServer server = GrpcServer.start(
            new TestServer().settings(),
            List.of(new Endpoint.InProcess(NAME)),
            List.of(EchoHandler.service()),
            List.of(),
            new SimpleMeterRegistry());
    private final ManagedChannel channel = Channels.inProcess(NAME);

    private final MethodDescriptor<byte[], EchoResponse> method = ofBytes();

    @AfterEach
    void stop() throws InterruptedException {
        Channels.close(channel, Duration.ofMillis(100));
        server.close();
    }

    @Test
    void theyAreRefused() throws Exception {
        StatusRuntimeException refusal =
                catchThrowableOfType(StatusRuntimeException.class, () -> call(new byte[] {(byte) 0xff}));

        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        ErrorInfo info = Objects.requireNonNull(StatusProto.fromThrowable(refusal))
                .getDetails(0)
                .unpack(ErrorInfo.class);
        assertThat(info.getReason()).isEqualTo("MALFORMED_REQUEST");
    }

    /** Over a network, because nothing is packed within a process. */
    @Test
    void oneThatIsTooLongWhenItIsUnpackedIsRefusedAsSuch() throws Exception {
        try (GrpcServer reached = GrpcServer.start(
                new TestServer().settings(),
                List.of(new Endpoint.Network("127.0.0.1", 0, new Endpoint.Wire.Plain(false))),
                List.of(EchoHandler.service()),
                List.of(),
                new SimpleMeterRegistry())) {
            ManagedChannel network = NettyChannelBuilder.forAddress("127.0.0.1", reached.port())
                    .usePlaintext()
                    .build();
            try {
                EchoRequest zeros = EchoRequest.newBuilder()
                        .setPayload(ByteString.copyFrom(new byte[16 * TestServer.MAX_MESSAGE_BYTES]))
                        .build();
                StatusRuntimeException refusal = catchThrowableOfType(
                        StatusRuntimeException.class,
                        () -> EchoServiceGrpc.newBlockingStub(network)
                                .withCompression("gzip")
                                .echo(zeros));
                assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            } finally {
                Channels.close(network, Duration.ofMillis(100));
            }
        }
    }

    @Test
    void othersAreAnsweredAsBefore() {
        EchoRequest request = EchoRequest.newBuilder()
                .setPayload(ByteString.copyFromUtf8("good"))
                .build();

        assertThat(call(request.toByteArray()).getPayload()).isEqualTo(request.getPayload());
    }

    private EchoResponse call(byte[] request) {
        return ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, request);
    }

    private static MethodDescriptor<byte[], EchoResponse> ofBytes() {
        MethodDescriptor<EchoRequest, EchoResponse> echo = EchoServiceGrpc.getEchoMethod();
        return echo.toBuilder(new Bytes(), echo.getResponseMarshaller()).build();
    }

    private static final class Bytes implements Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            throw new UnsupportedOperationException("only written");
        }
    }
}
