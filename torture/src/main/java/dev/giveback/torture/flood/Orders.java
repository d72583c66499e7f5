package dev.giveback.torture.flood;

import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** What a shop was told of its orders, by customer, to be compared with what its customers have in the end. Every order is worth a point. */
final class Orders {
    private static final int TOLD = 5;

    private final AtomicIntegerArray acknowledged;
    private final AtomicIntegerArray unknown;

    Orders(int customers) {
        acknowledged = new AtomicIntegerArray(customers);
        unknown = new AtomicIntegerArray(customers);
    }

    int customers() {
        return acknowledged.length();
    }

    /** An order was answered. */
    void acknowledged(int customer) {
        acknowledged.incrementAndGet(customer);
    }

    /** Nobody knows what became of an order. */
    void unknown(int customer) {
        unknown.incrementAndGet(customer);
    }

    /** What the customers have too few or too many of: all that was acknowledged, nothing that was refused, and what is unknown once at most. */
    List<String> findings(Shop shop) {
        List<String> findings = new ArrayList<>();
        for (int customer = 0; customer < customers() && findings.size() < TOLD; customer++) {
            long least = acknowledged.get(customer);
            long most = least + unknown.get(customer);
            long has = points(shop, customer);
            if (has < least) {
                findings.add("lost: customer " + customer + " has " + has + " points (acknowledged: " + least + ")");
            } else if (has > most) {
                findings.add("too many: customer " + customer + " has " + has + " points (acknowledged: " + least
                        + ", unknown: " + (most - least) + ")");
            }
        }
        return findings;
    }

    private static long points(Shop shop, int customer) {
        try {
            return Shop.patient(CustomerServiceGrpc.newBlockingStub(shop.till()))
                    .getCustomer(GetCustomerRequest.newBuilder()
                            .setName(shop.customer(customer))
                            .build())
                    .getCustomer()
                    .getTotals()
                    .getEarned();
        } catch (StatusRuntimeException refused) {
            if (refused.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return 0;
            }
            throw refused;
        }
    }
}
