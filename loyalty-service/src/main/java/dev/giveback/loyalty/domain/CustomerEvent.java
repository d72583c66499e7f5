package dev.giveback.loyalty.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One change of a customer: everything that one command changed. It carries the outcome; replay calculates no rule again. */
public record CustomerEvent(Header header, Change change) {
    /**
     * What every change has.
     *
     * @param time when it was recorded, to the millisecond
     * @param programVersion that decided it
     * @param balanceAfter the points right after
     * @param expired points that had expired by then and that no earlier event had recorded, those that the change set free too
     * @param expiredCoupons that had expired by then, that no live reservation had, and whose expiry no earlier event had recorded, those
     *     that the change set free or gave back too
     * @param tier the tier from now on, if this change gave or took one
     */
    public record Header(
            Instant time,
            Request request,
            long programVersion,
            Balance balanceAfter,
            List<LotUse> expired,
            List<ExpiredCoupon> expiredCoupons,
            @Nullable TierGrant tier) {
        public Header {
            expired = List.copyOf(expired);
            expiredCoupons = List.copyOf(expiredCoupons);
        }

        /** Of a change by which no coupon had expired. */
        public Header(
                Instant time,
                Request request,
                long programVersion,
                Balance balanceAfter,
                List<LotUse> expired,
                @Nullable TierGrant tier) {
            this(time, request, programVersion, balanceAfter, expired, List.of(), tier);
        }

        Header with(Balance balance, List<LotUse> points, List<ExpiredCoupon> coupons) {
            return new Header(time, request, programVersion, balance, points, coupons, tier);
        }
    }

    CustomerEvent with(Balance balanceAfter, List<LotUse> expired, List<ExpiredCoupon> expiredCoupons) {
        return new CustomerEvent(header.with(balanceAfter, expired, expiredCoupons), change);
    }
}
