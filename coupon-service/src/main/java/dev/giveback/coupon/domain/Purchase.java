package dev.giveback.coupon.domain;

import java.time.Instant;
import java.time.LocalDateTime;

/**
 * An order that was made, as the customer's journal tells it.
 *
 * @param position of the journal's row
 * @param customer without the program
 * @param orderId unique in the customer
 * @param recorded when the row was recorded
 */
public record Purchase(FeedPosition position, String customer, String orderId, Instant recorded, Facts facts) {
    /** The same at another place. */
    public Purchase at(FeedPosition place) {
        return new Purchase(place, customer, orderId, recorded, facts);
    }

    /**
     * What a condition may look at: the order, and the customer right before it.
     *
     * @param total lines at list price, in minor units
     * @param localTime of the purchase, in the program's zone
     * @param tier id of the tier; empty for none
     * @param orderCount orders before this one
     * @param points that could be spent
     */
    public record Facts(
            long total,
            long quantity,
            long lineCount,
            LocalDateTime localTime,
            String tier,
            boolean member,
            long orderCount,
            long points) {}
}
