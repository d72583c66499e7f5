package dev.giveback.loyalty.directory;

/**
 * The customers of one tier.
 *
 * @param tierId empty for those without one
 * @param members of the customers
 * @param points that they have, less those that they owe
 */
public record TierSums(String tierId, long customers, long members, long points, long orders) {}
