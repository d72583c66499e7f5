package dev.giveback.loyalty.domain;

import java.time.Instant;

/**
 * What a campaign must know of one of its coupons to count what became of it. Events carry it, so that whoever reads an event need not
 * know the customer.
 *
 * @param campaign resource name
 * @param code that it was claimed by; empty without one
 * @param start of the coupon
 * @param redeemedBefore whether any order, that of the event not counted, has used it before
 */
public record CouponOrigin(String campaign, long campaignVersion, String code, Instant start, boolean redeemedBefore) {}
