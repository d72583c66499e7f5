package dev.giveback.coupon.domain;

import java.time.Duration;

/**
 * What a version of a campaign says.
 *
 * @param published the whole of it, with names and terms
 * @param claimTimeToLive after which a claim that a checkout made falls back
 * @param controlBasisPoints share of customers, in hundredths of a percent, that are never given anything
 * @param reusable whether a coupon is given back when its order is refunded as a whole
 * @param mostCost minor units that one coupon can cost at most; 0 when the terms do not say
 */
public record Definition(
        Published published,
        Window window,
        Limits limits,
        Access access,
        Duration claimTimeToLive,
        int controlBasisPoints,
        boolean reusable,
        long mostCost) {

    /** Minor units of the budget that one claim sets aside; 0 without a budget. */
    public long share() {
        return limits.budget() == 0 ? 0 : mostCost;
    }

    /**
     * Whether claims need no campaign at all: nobody is counted, nobody is held out, and no code is used up. Such claims go straight to
     * the customer, and the campaign counts them afterwards from what the customers' journals say.
     */
    public boolean isUnlimited() {
        return limits.areNone() && controlBasisPoints == 0 && !(access instanceof Access.UniqueCodes);
    }
}
