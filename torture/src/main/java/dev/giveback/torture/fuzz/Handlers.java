package dev.giveback.torture.fuzz;

import com.google.protobuf.Descriptors.Descriptor;
import dev.giveback.gateway.Gateway;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Every method that the gateway serves, called through it. */
final class Handlers {
    private Handlers() {}

    /** All of them; nothing is called before the installation is asked for. */
    static List<Target> of(Supplier<Installation> installation) {
        return Gateway.services().stream()
                .flatMap(service -> service.getMethods().stream())
                .<Target>map(method -> new Handler(RawCall.ofBytes(method), requestOf(method), installation))
                .toList();
    }

    private static Descriptor requestOf(MethodDescriptor<?, ?> method) {
        if (method.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier schema) {
            return schema.getMethodDescriptor().getInputType();
        }
        throw new IllegalStateException(method.getFullMethodName() + ": no descriptor");
    }

    /**
     * Refuses what tells of a bug, or of nobody who answers.
     *
     * @throws IllegalStateException if it is that
     */
    static void judge(Status status) {
        switch (status.getCode()) {
            case INTERNAL, UNKNOWN, DATA_LOSS, DEADLINE_EXCEEDED ->
                throw new IllegalStateException("answered " + status.getCode() + ": " + status.getDescription());
            default -> {}
        }
    }

    private record Handler(
            MethodDescriptor<byte[], byte[]> method, Descriptor request, Supplier<Installation> installation)
            implements Target {
        @Override
        public String name() {
            return method.getFullMethodName();
        }

        @Override
        public byte[] sample(Random random) {
            return new MessageMaker(random).bytes(request);
        }

        /** By the operator or by the program's own key: that follows from the bytes too. */
        @Override
        public void read(byte[] input) throws InterruptedException {
            Installation there = installation.get();
            Channel channel = (Arrays.hashCode(input) & 1) == 0 ? there.operator() : there.tenant();
            judge(RawCall.status(channel, method, input));
        }

        @Override
        public long mostAllocated() {
            return 256L << 20;
        }

        @Override
        public boolean isServed() {
            return true;
        }
    }
}
