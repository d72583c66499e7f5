package dev.giveback.loyalty.domain;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a customer declined something that came from another one; for ever.
 *
 * @param detail what it is about, an order of this id say; empty if there is no more to say
 */
public record Decline(Reason reason, String detail) {
    private static final String DETAIL = "detail";

    private static final Set<Reason> FINAL = EnumSet.of(
            Reason.BALANCE_LIMIT_REACHED,
            Reason.TOO_MANY_COUPONS,
            Reason.MERGE_CONFLICT,
            Reason.CUSTOMER_MERGING,
            Reason.CUSTOMER_MERGED,
            Reason.CUSTOMER_ERASED);

    static Decline of(Reason reason) {
        return new Decline(reason, "");
    }

    /** What the other customer is answered. */
    Refusal refusal() {
        return told("customer", "declines");
    }

    /** The same as a sentence about this field. */
    public Refusal told(String field, String what) {
        String about = detail.isEmpty() ? "" : ": " + detail;
        return new Refusal(reason, field + ": " + what + about, Map.of(DETAIL, detail));
    }

    /** What a customer's refusal of something that came says; null if it may be another one tomorrow. */
    public static @Nullable Decline ofRefusal(Refusal refusal) {
        return FINAL.contains(refusal.reason())
                ? new Decline(refusal.reason(), refusal.details().getOrDefault(DETAIL, ""))
                : null;
    }
}
