package dev.giveback.benchmark.load;

import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CompleteCheckoutResponse;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.GetCustomerResponse;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** The kinds of calls that are measured. */
public final class Workloads {
    private static final byte[] EMPTY = new byte[0];

    private Workloads() {}

    /** Checkouts, each a durable change of one customer. */
    public static Workload<CompleteCheckoutRequest, CompleteCheckoutResponse> checkout(
            Supplier<CompleteCheckoutRequest> requests) {
        return new Workload<>(CheckoutServiceGrpc.getCompleteCheckoutMethod(), requests);
    }

    /** Reads of one customer each. */
    public static Workload<GetCustomerRequest, GetCustomerResponse> get(Supplier<GetCustomerRequest> requests) {
        return new Workload<>(CustomerServiceGrpc.getGetCustomerMethod(), requests);
    }

    /**
     * Empty calls that do nothing at the other end: what the road costs without a load on it. The messages are bytes, because
     * an empty message is no bytes at all, whatever its type.
     */
    public static Workload<byte[], byte[]> echo() {
        MethodDescriptor<byte[], byte[]> method = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("giveback.platform.v1.EchoService/Echo")
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
        return new Workload<>(method, () -> EMPTY);
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try (stream) {
                return stream.readAllBytes();
            } catch (IOException problem) {
                throw new UncheckedIOException(problem);
            }
        }
    }
}
