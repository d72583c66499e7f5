package dev.giveback.feedback.domain;

import java.util.List;

/**
 * What an order was, for conditions and reports. A character U+0000, which no table takes, becomes U+FFFD.
 *
 * @param categories of its lines, each once, at most 20
 * @param campaigns whose coupons it used, each once
 * @param tierId right after; empty below the first
 * @param totalMinor in minor units
 */
public record OrderFacts(List<String> categories, List<String> campaigns, String tierId, long totalMinor) {
    /** Of what is no order. */
    public static final OrderFacts NONE = new OrderFacts(List.of(), List.of(), "", 0);

    public OrderFacts {
        categories = Words.of(categories);
        campaigns = Words.of(campaigns);
    }
}
