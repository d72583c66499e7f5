package dev.giveback.standalone.crash;

/**
 * One logical request. What is sent is a function of it, so that sending it again is a repeat.
 *
 * @param customer id in the program of the test
 * @param requestId also tells the order id
 * @param amount pence of an order, points of a redemption or an adjustment
 */
record Call(String customer, String requestId, Kind kind, long amount) {
    /** What is asked. */
    enum Kind {
        CHECKOUT,
        REDEEM,
        ADJUST
    }

    String orderId() {
        return "order-" + requestId;
    }
}
