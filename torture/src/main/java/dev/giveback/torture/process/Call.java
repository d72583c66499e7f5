package dev.giveback.torture.process;

/**
 * One logical request. What is sent is a function of it, so that sending it again is a repeat.
 *
 * @param customer id in the program of the load
 * @param requestId of the request
 * @param kind of it
 * @param amount pence of an order, or points
 * @param orderId of the order that is made or refunded; empty otherwise
 */
record Call(String customer, String requestId, Kind kind, long amount, String orderId) {
    /** What is asked. */
    enum Kind {
        CHECKOUT,
        REFUND,
        REDEEM,
        ADJUST
    }

    static Call checkout(String customer, String requestId, long pence) {
        return new Call(customer, requestId, Kind.CHECKOUT, pence, "order-" + requestId);
    }

    static Call refund(Call order, String requestId) {
        return new Call(order.customer(), requestId, Kind.REFUND, order.amount(), order.orderId());
    }

    static Call redeem(String customer, String requestId, long points) {
        return new Call(customer, requestId, Kind.REDEEM, points, "");
    }

    static Call adjust(String customer, String requestId, long points) {
        return new Call(customer, requestId, Kind.ADJUST, points, "");
    }
}
