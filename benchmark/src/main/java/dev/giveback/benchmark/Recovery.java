package dev.giveback.benchmark;

import dev.giveback.benchmark.load.Requests;
import dev.giveback.benchmark.load.Workloads;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import io.grpc.Channel;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Customers with many orders, one pair a size: one keeps its snapshots, the other loses them before it is read back.
 *
 * @param events of each customer of the pairs
 */
record Recovery(List<Integer> events) {
    /** The program that they belong to. */
    static final String PROGRAM = "programs/recovery";

    private static final int LINES = 3;
    private static final long DEADLINE_SECONDS = 60;
    /** Numbers of the customers: the size, and one more for the one without snapshots. */
    private static final int OFFSET = 1_000_000;

    /** Makes the customers; nothing of it is measured. */
    void fill(Generator generator) throws InterruptedException {
        new Programs(generator.target().channel(0), PROGRAM).create();
        Requests requests = new Requests(PROGRAM, LINES);
        for (int size : events) {
            for (int customer : List.of(size, OFFSET + size)) {
                generator.sendAll(
                        "orders of one customer", Workloads.checkout(() -> requests.checkout(customer)), size);
            }
        }
    }

    /** The customer of a size. */
    static String customer(int size, boolean withSnapshot) {
        return PROGRAM + "/customers/c" + (withSnapshot ? size : OFFSET + size);
    }

    /** Reads a customer, whatever it is. */
    static long read(Channel channel, String customer) {
        return CustomerServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .getCustomer(GetCustomerRequest.newBuilder().setName(customer).build())
                .getCustomer()
                .getRevision();
    }

    /** Seconds until a customer that is not in memory has answered. */
    static double seconds(Channel channel, String customer, long expectedRevision) {
        long start = System.nanoTime();
        long revision = read(channel, customer);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (revision != expectedRevision) {
            throw new IllegalStateException(
                    customer + ": revision " + revision + " (expected: " + expectedRevision + ")");
        }
        return seconds;
    }
}
