package dev.giveback.loyalty.directory;

import dev.giveback.loyalty.domain.Totals;

/**
 * A customer as the directory has it, up to the event {@code revision}.
 *
 * @param customerId within the program
 * @param member whether the customer has enrolled
 * @param tierId as the events gave it; empty for none
 * @param total of points right after the latest event
 * @param totals sums of points over all events
 * @param revision number of events
 * @param orderCount orders completed
 * @param latestMillis when the latest event was recorded
 */
public record CustomerEntry(
        String customerId,
        boolean member,
        String tierId,
        long total,
        Totals totals,
        long revision,
        long orderCount,
        long latestMillis) {}
