package dev.giveback.loyalty.directory;

import dev.giveback.loyalty.domain.Totals;

/**
 * The sums over the directory's customers of one program.
 *
 * @param orderCount orders completed
 * @param totals sums of points over all events
 * @param outstanding sum of the customers' totals, each right after its latest event; it differs from {@link Totals#outstanding()} by
 *     points whose expiry no event has recorded yet
 * @param eventCount events that these sums contain
 */
public record ProgramSums(long customerCount, long orderCount, Totals totals, long outstanding, long eventCount) {
    /** Of a program without customers. */
    public static final ProgramSums NONE = new ProgramSums(0, 0, Totals.ZERO, 0, 0);
}
