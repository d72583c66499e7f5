/**
 * Campaigns: what is given, to whom, how often, and for how much money at most. Plain Java: no clock, no randomness, no I/O.
 *
 * <p>A {@link dev.giveback.coupon.domain.Campaign} is small whatever it gave: a bit a unique code, about a dozen bytes a customer where
 * there is a limit per customer, and the claims that still need watching, which are those whose coupon the customer has not confirmed
 * and those that a checkout made and that may fall back. What became of all others is told by the customers' journals.
 */
@NullMarked
package dev.giveback.coupon.domain;

import org.jspecify.annotations.NullMarked;
