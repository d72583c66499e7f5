package dev.giveback.torture.flood;

import dev.giveback.testkit.TestGuard;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** Requests that are small on the way and large when they are unpacked. */
final class Bombs implements AutoCloseable {
    private static final int UNPACKED = 32 << 20;
    private static final long DEADLINE_SECONDS = 120;
    private static final byte[] PACKED = packed();

    private static final MethodDescriptor<byte[], byte[]> METHOD = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(Target.METHOD.substring(1))
            .setRequestMarshaller(Bytes.INSTANCE)
            .setResponseMarshaller(Bytes.INSTANCE)
            .build();

    private final Target target;
    private final ManagedChannel channel;

    Bombs(Target target) {
        this.target = target;
        channel = NettyChannelBuilder.forAddress("127.0.0.1", target.grpcPort())
                .usePlaintext()
                .build();
    }

    private static byte[] packed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < UNPACKED >> 20; i++) {
                gzip.write(zeros);
            }
        } catch (IOException impossible) {
            throw new IllegalStateException("there is no device that could fail", impossible);
        }
        return bytes.toByteArray();
    }

    /** Passes bytes on. */
    private enum Bytes implements MethodDescriptor.Marshaller<byte[]> {
        INSTANCE;

        @Override
        public InputStream stream(byte[] bytes) {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException broken) {
                throw Status.INTERNAL.withCause(broken).asRuntimeException();
            }
        }
    }

    /** Sends one by gRPC and tells how it was answered. */
    Status sendMessage() {
        try {
            ClientCalls.blockingUnaryCall(
                    ClientInterceptors.intercept(channel, TestGuard.calling(target.secret())),
                    METHOD,
                    CallOptions.DEFAULT.withCompression("gzip").withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS),
                    new byte[UNPACKED]);
            return Status.OK;
        } catch (StatusRuntimeException refused) {
            return refused.getStatus();
        }
    }

    /** Sends one by JSON and tells the status of the answer. */
    int sendJson() throws IOException {
        try (RawHttp1 connection = new RawHttp1(target)) {
            connection.begin(target, "Content-Encoding: gzip", "Content-Length: " + PACKED.length, "");
            connection.write(PACKED);
            return connection.status();
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
