package dev.giveback.standalone.books;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What clients were told by answers that they got. Keys are of {@link JournalFacts#key}. May be written by many threads. */
public final class Seen {
    private final Set<String> given = ConcurrentHashMap.newKeySet();
    private final Map<String, String> redeemed = new ConcurrentHashMap<>();
    private final Set<String> takenBack = ConcurrentHashMap.newKeySet();

    /** A claim, grant or purchase was answered with this coupon. */
    public void given(String customer, String couponId) {
        given.add(JournalFacts.key(customer, couponId));
    }

    /** An order was answered, and used this coupon. */
    public void redeemed(String customer, String couponId, String orderId) {
        redeemed.put(JournalFacts.key(customer, couponId), orderId);
    }

    /** The return or the revocation of this coupon was answered. */
    public void takenBack(String customer, String couponId) {
        takenBack.add(JournalFacts.key(customer, couponId));
    }

    /** Coupons that were given. */
    public Set<String> given() {
        return given;
    }

    /** Coupons that were redeemed, with their orders. */
    public Map<String, String> redeemed() {
        return redeemed;
    }

    /** Coupons that were taken back. */
    public Set<String> takenBack() {
        return takenBack;
    }
}
