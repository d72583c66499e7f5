package dev.giveback.coupon.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * When claims are accepted, and how long a coupon lives.
 *
 * @param start claims are accepted from then on; null is at once
 * @param end claims are accepted before then; null is for ever
 * @param couponDays a coupon lives until midnight after so many days; 0 is no limit of this kind
 * @param couponExpires no coupon lives longer; null is no limit of this kind
 */
public record Window(
        @Nullable Instant start,
        @Nullable Instant end,
        int couponDays,
        @Nullable Instant couponExpires) {
    /** Always, for ever. */
    public static final Window ALWAYS = new Window(null, null, 0, null);

    /** Why no coupon is given at this moment; null if one may be. */
    public @Nullable Refusal refusal(Instant now) {
        if (start != null && now.isBefore(start)) {
            return Refusal.of(Reason.CAMPAIGN_NOT_STARTED, "campaign: it begins at " + start);
        }
        boolean isOver = end != null && !now.isBefore(end);
        boolean isExpired = couponExpires != null && !now.isBefore(couponExpires);
        return isOver || isExpired ? Refusal.of(Reason.CAMPAIGN_OVER, "campaign: its window is over") : null;
    }

    /** When a coupon given at this moment expires; null if never. */
    public @Nullable Instant couponExpiry(Instant given, ZoneId zone) {
        if (couponDays == 0) {
            return couponExpires;
        }
        Instant byDays = LocalDate.ofInstant(given, zone)
                .plusDays(couponDays)
                .atStartOfDay(zone)
                .toInstant();
        return couponExpires != null && couponExpires.isBefore(byDays) ? couponExpires : byDays;
    }
}
