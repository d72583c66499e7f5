package dev.giveback.feedback.grpc;

import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Occasion;
import dev.giveback.feedback.domain.Standing;

/** What an invitation by hand is about and how its customer stands. */
@FunctionalInterface
public interface InvitationFacts {
    /**
     * Asks loyalty-service; it may block, and fails with an {@link dev.giveback.feedback.customers.AwayException}.
     *
     * @param orderId of the customer; empty for none
     * @param requestId what it is about without an order
     * @throws io.grpc.StatusRuntimeException CUSTOMER_NOT_FOUND, ORDER_NOT_FOUND, CUSTOMER_GONE
     */
    Facts find(CustomerId customer, String orderId, String requestId);

    /** PURCHASE with the order's id, or REQUEST with the request's. */
    record Facts(Occasion occasion, Standing standing) {}
}
