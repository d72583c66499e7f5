/**
 * What a basket costs: coupons first, points then. Plain Java that knows nothing of customers, programs or events.
 *
 * <p>{@link dev.giveback.loyalty.domain.pricing.Pricer#price} is the way in. Amounts are minor units of one currency; every amount is
 * rounded down where it is made and spread by largest remainder, so that the parts are always the whole.
 */
@NullMarked
package dev.giveback.loyalty.domain.pricing;

import org.jspecify.annotations.NullMarked;
