package dev.giveback.gateway;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.platform.grpc.Channels;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.grpc.GrpcServer;
import dev.giveback.testkit.TestGuard;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * What the guard costs a call, in processor time and allocation of this process, which is caller, gateway and service in one: the same call through a gateway and
 * through the forwarding alone, in short rounds by turns, so that what else the machine does meets both.
 */
final class GuardBench {
    private static final int CALLS = 10_000;
    private static final int UNDER_WAY = 32;
    private static final int WARM_UP = 6;
    private static final int ROUNDS = 15;
    private static final MethodDescriptor<byte[], byte[]> METHOD = CustomerServiceGrpc.getGetCustomerMethod().toBuilder(
                    BytesMarshaller.INSTANCE, BytesMarshaller.INSTANCE)
            .build();
    private static final byte[] REQUEST = GetCustomerRequest.newBuilder()
            .setName("programs/shop/customers/ada")
            .build()
            .toByteArray();

    private GuardBench() {}

    /** What a call cost: processor time, and what was allocated. */
    private record Cost(double micros, double bytes) {}

    /** Prints what the guard costs a call, and the ratio of the call with it to the call without. */
    public static void main(String[] args) throws Exception {
        String[] limits = {"key-requests-per-second", "customer-requests-per-second"};
        Map<String, Object> settings = new HashMap<>();
        for (String limit : limits) {
            settings.put("giveback.gateway.guard." + limit, 1_000_000);
        }
        try (AnyBackend backend = new AnyBackend();
                TestGuard guard = TestGuard.start()) {
            TestBackend fixture = new TestBackend().guarded(settings);
            Map<String, Channel> backends = new HashMap<>();
            Door.BACKENDS.forEach(name -> backends.put(name, backend.channel()));
            backends.put(Gateway.ACCESS, guard.channel());
            Channel guarded = ClientInterceptors.intercept(
                    fixture.door(Route.ALL, backends), TestGuard.calling(guard.adminSecret()));
            GrpcServer plain = fixture.keep(plain(backend.channel()));
            ManagedChannel toPlain = fixture.keep(Channels.network("127.0.0.1:" + plain.port()));
            compare(guarded, ClientInterceptors.intercept(toPlain, TestGuard.calling(guard.adminSecret())), backend);
            fixture.close();
        }
    }

    private static GrpcServer plain(Channel backend) {
        return GrpcServer.start(
                TestBackend.settings(),
                List.of(new Endpoint.Network("127.0.0.1", 0)),
                List.of(ForwardingServices.forward(
                        CustomerServiceGrpc.getServiceDescriptor(),
                        "any",
                        backend,
                        (method, forwarding) -> forwarding)),
                List.of(),
                new SimpleMeterRegistry());
    }

    private static void compare(Channel guarded, Channel plain, AnyBackend backend) throws InterruptedException {
        List<Double> ratios = new ArrayList<>();
        List<Double> micros = new ArrayList<>();
        List<Double> bytes = new ArrayList<>();
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            boolean guardedFirst = round % 2 == 0;
            Cost first = measure(guardedFirst ? guarded : plain);
            Cost second = measure(guardedFirst ? plain : guarded);
            Cost with = guardedFirst ? first : second;
            Cost without = guardedFirst ? second : first;
            backend.reached().clear();
            if (round >= WARM_UP) {
                ratios.add(with.micros() / without.micros());
                micros.add(with.micros() - without.micros());
                bytes.add(with.bytes() - without.bytes());
            }
        }
        System.out.printf(
                "%d rounds of %d calls: ratio %s; the guard costs %s µs and %s bytes a call%n",
                ROUNDS, CALLS, quarters(ratios, 3), quarters(micros, 1), quarters(bytes, 0));
    }

    /** The middle one, and the quarters on both sides of it. */
    private static String quarters(List<Double> values, int digits) {
        List<Double> sorted = values.stream().sorted().toList();
        String format = "%." + digits + "f";
        return String.format(
                format + " (" + format + " to " + format + ")",
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() / 4),
                sorted.get(sorted.size() * 3 / 4));
    }

    private static Cost measure(Channel channel) throws InterruptedException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Semaphore free = new Semaphore(UNDER_WAY);
        long beginBytes = threads.getTotalThreadAllocatedBytes();
        long begin = system.getProcessCpuTime();
        for (int i = 0; i < CALLS; i++) {
            free.acquire();
            call(channel, free);
        }
        free.acquire(UNDER_WAY);
        return new Cost(
                (system.getProcessCpuTime() - begin) / 1000.0 / CALLS,
                (threads.getTotalThreadAllocatedBytes() - beginBytes) / (double) CALLS);
    }

    private static void call(Channel channel, Semaphore free) {
        ClientCall<byte[], byte[]> call = channel.newCall(METHOD, CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        if (!status.isOk()) {
                            throw new IllegalStateException(status.toString());
                        }
                        free.release();
                    }
                },
                new Metadata());
        call.request(2);
        call.sendMessage(REQUEST);
        call.halfClose();
    }
}
