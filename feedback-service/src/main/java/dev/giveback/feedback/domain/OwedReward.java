package dev.giveback.feedback.domain;

/**
 * A reward and what became of it.
 *
 * @param settled whether it reached the customer, or never will
 * @param refusal why it never will; empty when it did or is on its way
 */
public record OwedReward(Reward reward, boolean settled, String refusal) {}
