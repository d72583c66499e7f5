package dev.giveback.benchmark.load;

import dev.giveback.coupon.v1.ClaimCodeRequest;
import dev.giveback.coupon.v1.ClaimCodeResponse;
import dev.giveback.coupon.v1.CodeServiceGrpc;

/** Claims of one public code, each by a customer of whom nothing was known before. Any thread may ask. */
public final class ClaimRequests {
    private final String program;
    private final String code;
    private final Ids ids = new Ids();

    /**
     * Starts a run with customers of its own.
     *
     * @param program resource name
     * @param code as typed
     */
    public ClaimRequests(String program, String code) {
        this.program = program;
        this.code = code;
    }

    /** Claims; an answer without a coupon is not right. */
    public Workload<ClaimCodeRequest, ClaimCodeResponse> claims() {
        return new Workload<>(CodeServiceGrpc.getClaimCodeMethod(), this::claim, ClaimCodeResponse::hasCoupon);
    }

    private ClaimCodeRequest claim() {
        String id = ids.next();
        return ClaimCodeRequest.newBuilder()
                .setCustomer(program + "/customers/" + id)
                .setRequestId(id)
                .setCode(code)
                .build();
    }
}
