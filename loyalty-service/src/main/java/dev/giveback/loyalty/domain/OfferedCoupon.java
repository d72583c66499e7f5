package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.pricing.CouponTerms;
import java.time.Instant;
import java.util.List;

/**
 * A coupon that the customer does not hold, and would hold after claiming a code. It can be priced, and is never recorded.
 *
 * @param code as typed
 */
public record OfferedCoupon(String code, String campaign, long campaignVersion, CouponTerms terms) {
    /** What tells it from the coupons held, whose ids have no space. */
    String key() {
        return "code " + code;
    }

    /** As the customer would hold it from now on, but for its id. */
    Coupon held(Instant now) {
        return new Coupon("", campaign, campaignVersion, terms, now, now, null, code, List.of(), 0, null, false, false);
    }
}
