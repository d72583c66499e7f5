package dev.giveback.loyalty.history;

import dev.giveback.loyalty.contract.Pages;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Refusal;
import io.grpc.StatusRuntimeException;

/** Where a list of a customer's events goes on: after this number in this order. It is of no use for another customer or order. */
record EventToken(long sequenceNumber, boolean isOldestFirst, CustomerId customer) {
    String text() {
        return Pages.tokenAfter(sequenceNumber + "/" + (isOldestFirst ? "up" : "down") + "/" + customer.entity());
    }

    /** The number that ended the page before; for the first page the one before the first, or after the last. */
    static long read(String token, boolean isOldestFirst, CustomerId customer) {
        if (token.isEmpty()) {
            return isOldestFirst ? 0 : Long.MAX_VALUE;
        }
        String[] parts = Pages.last(token).orElse("").split("/", -1);
        if (parts.length != 3
                || !parts[1].equals(isOldestFirst ? "up" : "down")
                || !parts[2].equals(customer.entity())) {
            throw noToken();
        }
        try {
            return Long.parseLong(parts[0]);
        } catch (NumberFormatException noNumber) {
            throw noToken();
        }
    }

    private static StatusRuntimeException noToken() {
        return RefusalStatus.of(Refusal.field(
                "page_token", "must be the next_page_token of a page before, of the same customer and order"));
    }
}
