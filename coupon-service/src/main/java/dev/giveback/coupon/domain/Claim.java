package dev.giveback.coupon.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A claim that the campaign still watches.
 *
 * @param id of the claim and of its coupon
 * @param customer without the program, which is the campaign's
 * @param serial of its unique code; {@link #NO_SERIAL} without one
 * @param time when it was claimed; the coupon's start, by which a coupon of another claim of the same id is told apart
 * @param falls when it falls back unless it was redeemed; null if it does not
 * @param couponExpires when the coupon expires; null if never
 * @param version of the campaign whose terms the coupon has
 * @param share minor units of the budget that it sets aside
 * @param pointsPrice that the customer spends for it; 0 for none
 * @param granted whether the customer has confirmed the coupon
 */
public record Claim(
        String id,
        String customer,
        int serial,
        Instant time,
        @Nullable Instant falls,
        @Nullable Instant couponExpires,
        long version,
        long share,
        long pointsPrice,
        boolean granted) {
    /** Of a claim without a unique code. */
    public static final int NO_SERIAL = -1;

    Claim asGranted() {
        return granted
                ? this
                : new Claim(id, customer, serial, time, falls, couponExpires, version, share, pointsPrice, true);
    }

    /** The same with another customer, who was given it by whoever holds the coupons. */
    Claim movedTo(String other) {
        return new Claim(id, other, serial, time, falls, couponExpires, version, share, pointsPrice, true);
    }

    /** Whether it is to fall back by now. */
    public boolean isDue(Instant now) {
        return granted && falls != null && !now.isBefore(falls);
    }
}
