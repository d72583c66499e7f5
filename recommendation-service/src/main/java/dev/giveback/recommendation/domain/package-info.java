/**
 * What customers buy, and what they are likely to want next. Plain Java: no clock, no randomness, no I/O.
 *
 * <p>One thread writes: it applies {@link dev.giveback.recommendation.domain.ShopEvent}s to a
 * {@link dev.giveback.recommendation.domain.PurchaseModel}. Any thread reads, without a lock: what a reader can reach is published by a
 * release and taken by an acquire, and is never changed at a place that the reader can see.
 */
@NullMarked
package dev.giveback.recommendation.domain;

import org.jspecify.annotations.NullMarked;
