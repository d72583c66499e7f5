package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.pricing.CouponTerms;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A coupon in a customer's hands.
 *
 * @param campaign resource name; empty when it was granted by hand
 * @param terms copied: no later change of the campaign touches them
 * @param expires null for never
 * @param code that it was claimed by; empty without one
 * @param spent points that it cost
 * @param content fingerprint of what was granted, by which the same grant is told from another of the same id
 * @param end null while neither redeemed nor revoked
 * @param isUsed whether any order has ever redeemed it, given back since or not
 * @param isExpiryRecorded whether an event has recorded that it expired
 */
public record Coupon(
        String id,
        String campaign,
        long campaignVersion,
        CouponTerms terms,
        Instant granted,
        Instant start,
        @Nullable Instant expires,
        String code,
        List<SpentLot> spent,
        long content,
        @Nullable End end,
        boolean isUsed,
        boolean isExpiryRecorded) {
    public Coupon {
        spent = List.copyOf(spent);
    }

    /**
     * How a coupon ended, other than by time.
     *
     * @param orderId that redeemed it; empty when it was revoked
     */
    public record End(Instant time, String orderId) {
        /** Whether an order redeemed it. */
        public boolean isRedeemed() {
            return !orderId.isEmpty();
        }
    }

    /** How a coupon stands. */
    public enum State {
        AVAILABLE,
        RESERVED,
        REDEEMED,
        EXPIRED,
        REVOKED
    }

    /** How it stands at this moment, when a live reservation has it or not. */
    public State state(Instant now, boolean isReserved) {
        if (end != null) {
            return end.isRedeemed() ? State.REDEEMED : State.REVOKED;
        }
        if (isReserved) {
            return State.RESERVED;
        }
        return isOver(now) ? State.EXPIRED : State.AVAILABLE;
    }

    boolean isOver(Instant now) {
        return expires != null && !now.isBefore(expires);
    }

    /** When it ended, if it has. */
    @Nullable
    Instant ended(Instant now) {
        if (end != null) {
            return end.time();
        }
        return isOver(now) ? expires : null;
    }

    /** What its campaign must know of it; null when it was granted by hand. */
    @Nullable
    CouponOrigin origin(boolean redeemedBefore) {
        return campaign.isEmpty() ? null : new CouponOrigin(campaign, campaignVersion, code, start, redeemedBefore);
    }

    Coupon ended(End how) {
        return with(expires, how, isUsed || how.isRedeemed(), isExpiryRecorded);
    }

    /** It lives again, and may expire again. */
    Coupon returned(@Nullable Instant until) {
        return with(until, null, isUsed, false);
    }

    Coupon expiryRecorded() {
        return with(expires, end, isUsed, true);
    }

    private Coupon with(@Nullable Instant until, @Nullable End how, boolean used, boolean recorded) {
        return new Coupon(
                id, campaign, campaignVersion, terms, granted, start, until, code, spent, content, how, used, recorded);
    }
}
