package dev.giveback.coupon.domain;

/**
 * What a campaign has come to.
 *
 * @param taken places of the total limit: claims that live, and redemptions
 * @param claimed claims accepted so far
 * @param returned claims that fell back, were revoked or refused by the customer, or whose coupon expired
 * @param expired of these, expired
 * @param held coupons in customers' hands, or on their way there
 * @param redeemed coupons used by orders
 * @param discount minor units that they took off
 * @param setAside minor units of the budget that claims may still cost
 * @param spent minor units of the budget that redemptions did cost
 * @param overage claims beyond a limit, ever
 */
public record Tally(
        long taken,
        long claimed,
        long returned,
        long expired,
        long held,
        long redeemed,
        long discount,
        long setAside,
        long spent,
        long overage) {
    static final Tally ZERO = new Tally(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    Tally plusClaims(long claims, long shares, long beyond) {
        return new Tally(
                taken + claims,
                claimed + claims,
                returned,
                expired,
                held + claims,
                redeemed,
                discount,
                setAside + shares,
                spent,
                overage + beyond);
    }

    /** A place is returned. */
    Tally plusReturned(long share, boolean didExpire) {
        return new Tally(
                taken - 1,
                claimed,
                returned + 1,
                expired + (didExpire ? 1 : 0),
                held - 1,
                redeemed,
                discount,
                setAside - share,
                spent,
                overage);
    }

    /** The place of a repeat is returned, as if it had never been taken. */
    Tally minusRepeat(long share) {
        return new Tally(
                taken - 1,
                claimed - 1,
                returned,
                expired,
                held - 1,
                redeemed,
                discount,
                setAside - share,
                spent,
                overage);
    }

    /** Coupons are used (1) or given back (-1). */
    Tally plusRedeemed(int coupons, long saved, long shareReleased, long cost) {
        return new Tally(
                taken,
                claimed,
                returned,
                expired,
                held - coupons,
                redeemed + coupons,
                discount + saved,
                setAside - shareReleased,
                spent + cost,
                overage);
    }

    /** A coupon that was used, given back and never used again is gone; its place stays taken. */
    Tally minusHeld() {
        return new Tally(taken, claimed, returned, expired, held - 1, redeemed, discount, setAside, spent, overage);
    }
}
