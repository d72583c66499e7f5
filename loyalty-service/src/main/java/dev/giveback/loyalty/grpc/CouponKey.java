package dev.giveback.loyalty.grpc;

import dev.giveback.loyalty.domain.Coupon;
import java.util.Comparator;

/** The place of a coupon in a list: soonest-expiring first, then by id. */
record CouponKey(long expiresMillis, String id) implements Comparable<CouponKey> {
    private static final CouponKey FIRST = new CouponKey(Long.MIN_VALUE, "");
    private static final Comparator<CouponKey> ORDER =
            Comparator.comparingLong(CouponKey::expiresMillis).thenComparing(CouponKey::id);

    static CouponKey of(Coupon coupon) {
        return new CouponKey(
                coupon.expires() == null ? Long.MAX_VALUE : coupon.expires().toEpochMilli(), coupon.id());
    }

    String token() {
        return PageTokens.after(expiresMillis + ":" + id);
    }

    /** The place that ended the page before; before every coupon for the first page. */
    static CouponKey parse(String token) {
        if (token.isEmpty()) {
            return FIRST;
        }
        String text = PageTokens.lastId(token);
        int colon = text.indexOf(':');
        try {
            return new CouponKey(Long.parseLong(text.substring(0, Math.max(0, colon))), text.substring(colon + 1));
        } catch (NumberFormatException e) {
            throw Checks.refused("page_token", "must be the next_page_token of a page before");
        }
    }

    @Override
    public int compareTo(CouponKey other) {
        return ORDER.compare(this, other);
    }
}
