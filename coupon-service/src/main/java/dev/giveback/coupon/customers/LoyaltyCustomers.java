package dev.giveback.coupon.customers;

import dev.giveback.coupon.domain.CustomerId;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.CustomerServiceGrpc.CustomerServiceFutureStub;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.GetCustomerResponse;
import io.grpc.Channel;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Customers as loyalty-service tells of them, by gRPC. Nothing is kept. */
public final class LoyaltyCustomers {
    private final CustomerServiceFutureStub stub;
    private final Duration deadline;

    /**
     * Customers behind this channel.
     *
     * @param deadline of each call
     */
    public LoyaltyCustomers(Channel loyalty, Duration deadline) {
        stub = CustomerServiceGrpc.newFutureStub(loyalty);
        this.deadline = deadline;
    }

    /** A customer as of now; fails with loyalty-service's refusal, CUSTOMER_NOT_FOUND among them. */
    public CompletionStage<Customer> get(CustomerId customer) {
        GetCustomerRequest request =
                GetCustomerRequest.newBuilder().setName(customer.name()).build();
        return Futures.of(stub.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)
                        .getCustomer(request))
                .thenApply(GetCustomerResponse::getCustomer);
    }
}
