package dev.giveback.loyalty.liability;

import dev.giveback.journal.v1.CustomerEvent;

/**
 * What a report is about.
 *
 * @param millis the moment itself
 * @param knownMillis until when events count that were recorded; not before the moment
 */
record Moment(long millis, long knownMillis) {
    /** Whether an event counts: recorded until the moment, or known and dated back to before it. */
    boolean includes(CustomerEvent event) {
        if (!isLate(event)) {
            return true;
        }
        if (event.getRecordMillis() > knownMillis) {
            return false;
        }
        return switch (event.getChangeCase()) {
            case CHECKOUT_COMPLETED -> event.getCheckoutCompleted().getPurchaseMillis() <= millis;
            case ORDER_REFUNDED -> event.getOrderRefunded().getRefundMillis() <= millis;
            case ORDER_CORRECTED ->
                Math.min(
                                event.getOrderCorrected().getPurchaseMillisBefore(),
                                event.getOrderCorrected().getOrder().getPurchaseMillis())
                        <= millis;
            default -> false;
        };
    }

    /** Whether it was recorded after the moment. */
    boolean isLate(CustomerEvent event) {
        return event.getRecordMillis() > millis;
    }
}
