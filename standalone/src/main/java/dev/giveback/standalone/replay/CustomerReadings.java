package dev.giveback.standalone.replay;

import com.google.common.util.concurrent.ListenableFuture;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.GetCustomerResponse;
import dev.giveback.standalone.audit.CustomerFigures;
import dev.giveback.standalone.console.Problem;
import java.util.Collection;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** Reads customers back, many at once. One that is not known is left out: it has nothing. */
final class CustomerReadings {
    private final SortedMap<String, CustomerFigures> figures = new ConcurrentSkipListMap<>();
    private final LongAdder changes = new LongAdder();
    private final Function<GetCustomerRequest, ListenableFuture<GetCustomerResponse>> getCustomer;
    private final String program;

    CustomerReadings(String program, Function<GetCustomerRequest, ListenableFuture<GetCustomerResponse>> getCustomer) {
        this.program = program;
        this.getCustomer = getCustomer;
    }

    /**
     * Reads these customers.
     *
     * @throws Problem if one can be neither read nor is unknown
     */
    void read(Collection<String> customers, CustomerLanes lanes) throws InterruptedException {
        for (String customer : customers) {
            GetCustomerRequest request = GetCustomerRequest.newBuilder()
                    .setName("programs/" + program + "/customers/" + customer)
                    .build();
            lanes.submit(new LaneCall<>(customer, () -> getCustomer.apply(request), outcome(customer)));
        }
        lanes.awaitAll();
    }

    /** What was read, by customer. */
    SortedMap<String, CustomerFigures> figures() {
        return figures;
    }

    /** How many changes these customers have seen altogether. */
    long changes() {
        return changes.sum();
    }

    private LaneCall.Outcome<GetCustomerResponse> outcome(String customer) {
        return new LaneCall.Outcome<>() {
            @Override
            public void answered(GetCustomerResponse answer, long nanos) {
                Customer there = answer.getCustomer();
                figures.put(
                        customer,
                        new CustomerFigures(
                                there.getOrderCount(),
                                there.getTotals().getEarned(),
                                there.getTotals().getTakenBack(),
                                there.getTotals().getSpent(),
                                there.getBalance().getTotal()));
                changes.add(there.getRevision());
            }

            @Override
            public void refused(String reason, long nanos) {
                if (!reason.equals("CUSTOMER_NOT_FOUND")) {
                    throw Problem.failed("customer " + customer + " cannot be read back: " + reason);
                }
            }
        };
    }
}
