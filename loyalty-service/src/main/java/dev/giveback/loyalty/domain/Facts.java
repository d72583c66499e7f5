package dev.giveback.loyalty.domain;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** What a condition may look at: an order, the customer before it, and one line where the rule is about lines. */
public record Facts(
        OrderFacts order, CustomerFacts customer, @Nullable LineFacts line) {
    /** These facts about the order as a whole, for one of its lines. */
    public Facts of(LineFacts oneLine) {
        return new Facts(order, customer, oneLine);
    }

    /**
     * An order.
     *
     * @param total in minor units
     * @param localTime of the purchase, in the program's zone
     */
    public record OrderFacts(long total, long quantity, long lineCount, LocalDateTime localTime) {}

    /**
     * The customer before the order.
     *
     * @param tier id of the tier at that time; empty for none
     * @param points that can be spent
     */
    public record CustomerFacts(String tier, boolean member, long orderCount, long points) {}

    /**
     * One line.
     *
     * @param amount quantity × unit price in minor units
     */
    public record LineFacts(String product, String category, long quantity, long amount) {}
}
