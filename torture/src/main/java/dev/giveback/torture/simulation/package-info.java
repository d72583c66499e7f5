/**
 * Customers, campaigns, sagas and the feed between them in one thread and in virtual time, over a journal in memory that fails, delays and
 * crashes; each step is judged by a naive ledger. All that happens follows from a seed.
 */
@NullMarked
package dev.giveback.torture.simulation;

import org.jspecify.annotations.NullMarked;
