package dev.giveback.coupon.domain;

import dev.giveback.coupon.domain.Change.Fate;
import java.time.Instant;

/**
 * What a customer's journal says of one coupon of the campaign.
 *
 * @param position of the journal's row; several coupons may share one
 * @param customer without the program
 * @param version of the campaign whose terms the coupon has
 * @param code as it was granted; empty without one
 * @param start of the coupon, which is the time of its claim
 * @param redeemedBefore whether an order used it before this
 * @param fromCustomer whose it was, without the program, if it moved; empty for other fates
 * @param discount minor units that the order saved, or no longer saves; 0 for other fates
 */
public record CouponNews(
        FeedPosition position,
        String claimId,
        String customer,
        String fromCustomer,
        Fate fate,
        long version,
        String code,
        Instant start,
        boolean redeemedBefore,
        long discount) {
    /** News of a coupon that stays where it is. */
    public CouponNews(
            FeedPosition position,
            String claimId,
            String customer,
            Fate fate,
            long version,
            String code,
            Instant start,
            boolean redeemedBefore,
            long discount) {
        this(position, claimId, customer, "", fate, version, code, start, redeemedBefore, discount);
    }

    /** The same at another place. */
    public CouponNews at(FeedPosition place) {
        return new CouponNews(
                place, claimId, customer, fromCustomer, fate, version, code, start, redeemedBefore, discount);
    }
}
