package dev.giveback.feedback.domain;

import java.time.Instant;

/**
 * Something that a survey or message can be about.
 *
 * @param reference the order, coupon, tier or day, of a birthday the year; with the kind it is unique in the customer
 * @param time when it happened, or, of what is ahead, happens
 * @param order what the order was; {@link OrderFacts#NONE} without one
 */
public record Occasion(OccasionKind kind, String reference, Instant time, OrderFacts order) {
    public Occasion {
        reference = Words.of(reference);
    }
}
