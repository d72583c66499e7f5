package dev.giveback.benchmark.load;

import dev.giveback.coupon.v1.ClaimCodeRequest;
import dev.giveback.coupon.v1.ClaimCodeResponse;
import dev.giveback.coupon.v1.CodeServiceGrpc;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Claims of one public code. Any thread may ask. */
public final class ClaimRequests {
    /** Claims of one customer before another takes that place: fewer than the 200 coupons that one may hold. */
    private static final int CLAIMS_OF_ONE = 150;

    private final String program;
    private final String code;
    private final int customers;
    private final Ids ids = new Ids();
    private final AtomicLong turns = new AtomicLong();

    /**
     * Starts a run with customers of its own.
     *
     * @param program resource name
     * @param code as typed
     * @param customers who claim in turn
     */
    public ClaimRequests(String program, String code, int customers) {
        this.program = program;
        this.code = code;
        this.customers = customers;
    }

    /** Claims of the same customers in turn; an answer without a coupon is not right. */
    public Workload<ClaimCodeRequest, ClaimCodeResponse> inTurn() {
        return claims(() -> {
            long turn = turns.getAndIncrement();
            return "k" + turn % customers + "-" + turn / customers / CLAIMS_OF_ONE;
        });
    }

    /** Claims of customers of whom nothing was known before, each of another one. */
    public Workload<ClaimCodeRequest, ClaimCodeResponse> ofNewCustomers() {
        return claims(ids::next);
    }

    private Workload<ClaimCodeRequest, ClaimCodeResponse> claims(Supplier<String> customer) {
        return new Workload<>(
                CodeServiceGrpc.getClaimCodeMethod(),
                () -> ClaimCodeRequest.newBuilder()
                        .setCustomer(program + "/customers/" + customer.get())
                        .setRequestId(ids.next())
                        .setCode(code)
                        .build(),
                ClaimCodeResponse::hasCoupon);
    }
}
