package dev.giveback.loyalty.verification;

import dev.giveback.loyalty.domain.Balance;
import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.Coupon;
import dev.giveback.loyalty.domain.CouponUse;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Holds;
import dev.giveback.loyalty.domain.LotUse;
import dev.giveback.loyalty.v1.VerificationRule;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The rules that the events of one customer keep, one after the other. What was recorded is judged by the state that the events before
 * make, never by today's program.
 */
final class EventRules {
    private final BiConsumer<VerificationRule, String> broken;
    private long balanceGap;
    private boolean isSplit;
    private long totalsGap;

    /** @param broken is told the rule and what is wrong, in words */
    EventRules(BiConsumer<VerificationRule, String> broken) {
        this.broken = broken;
    }

    /** Judges an event by the customer before it. */
    void before(Customer customer, CustomerEvent event) {
        CustomerEvent.Header header = event.header();
        if (header.time().isBefore(customer.latest())) {
            broken(
                    VerificationRule.VERIFICATION_RULE_RECORD_TIME,
                    "recorded at " + header.time() + ", before the event before it: " + customer.latest());
        }
        String request = header.request().id();
        if (!request.isEmpty() && customer.memory().events().containsKey(request)) {
            broken(
                    VerificationRule.VERIFICATION_RULE_REQUEST_ID,
                    "the request " + request + " has an event already, and is remembered");
        }
        Change change = event.change();
        switch (change) {
            case Change.CheckoutCompleted completed -> completed(customer, completed);
            case Change.OrderRefunded refunded -> refunded(customer, refunded);
            case Change.OrderCorrected corrected -> new CorrectionRule(broken).of(customer, corrected);
            case Change.CouponGranted granted ->
                granted(customer, granted.coupon().id());
            case Change.CouponRevoked revoked -> revoked(customer, revoked.couponId());
            default -> hold(customer, change, header.time());
        }
    }

    private void refunded(Customer customer, Change.OrderRefunded refunded) {
        if (refunded.restoration() != null) {
            refunded.restoration()
                    .coupons()
                    .forEach(returned -> givenBack(
                            customer.coupons().byId().get(returned.couponId()),
                            returned.couponId(),
                            refunded.orderId()));
        }
    }

    private void completed(Customer customer, Change.CheckoutCompleted completed) {
        String order = completed.orderId();
        if (customer.orders().open().containsKey(order)
                || customer.orders().closed().contains(order)) {
            broken(VerificationRule.VERIFICATION_RULE_ORDER_ID, "the order " + order + " was made before");
        }
        if (completed.price() == null) {
            return;
        }
        for (CouponUse use : completed.price().coupons()) {
            Coupon coupon = customer.coupons().byId().get(use.couponId());
            if (coupon != null && coupon.end() != null) {
                broken(
                        VerificationRule.VERIFICATION_RULE_COUPON,
                        "the coupon " + use.couponId() + " is redeemed, and was "
                                + (coupon.end().isRedeemed()
                                        ? "redeemed by order " + coupon.end().orderId()
                                        : "revoked")
                                + " before");
            }
        }
    }

    private void givenBack(@Nullable Coupon coupon, String id, String order) {
        if (coupon != null && (coupon.end() == null || !coupon.end().orderId().equals(order))) {
            broken(
                    VerificationRule.VERIFICATION_RULE_COUPON,
                    "the coupon " + id + " is given back, and the order " + order + " did not have it");
        }
    }

    private void granted(Customer customer, String id) {
        if (customer.coupons().byId().containsKey(id)
                || customer.coupons().forgotten().containsKey(id)) {
            broken(VerificationRule.VERIFICATION_RULE_COUPON, "the coupon " + id + " was granted before");
        }
    }

    private void revoked(Customer customer, String id) {
        Coupon coupon = customer.coupons().byId().get(id);
        if (coupon != null && coupon.end() != null) {
            broken(VerificationRule.VERIFICATION_RULE_COUPON, "the coupon " + id + " is revoked, and had ended before");
        }
    }

    private void hold(Customer customer, Change change, Instant time) {
        if (change instanceof Change.PointsHeld held) {
            if (customer.holds().open().containsKey(held.holdId())
                    || customer.holds().ended().containsKey(held.holdId())) {
                broken(VerificationRule.VERIFICATION_RULE_HOLD, "the hold " + held.holdId() + " was made before");
            }
        } else if (change instanceof Change.HoldCaptured captured) {
            ended(customer, captured.holdId(), LotUse.sum(captured.uses()), time);
        } else if (change instanceof Change.HoldReleased released) {
            ended(customer, released.holdId(), 0, time);
        }
    }

    private void ended(Customer customer, String id, long taken, Instant time) {
        Holds.Open hold = customer.holds().open().get(id);
        if (hold == null || !time.isBefore(hold.expires())) {
            broken(VerificationRule.VERIFICATION_RULE_HOLD, "the hold " + id + " ends, and was not live");
        } else if (taken > LotUse.sum(hold.uses())) {
            broken(
                    VerificationRule.VERIFICATION_RULE_HOLD,
                    "the hold " + id + " is captured for " + taken + " points, and held " + LotUse.sum(hold.uses()));
        }
    }

    /**
     * Judges an event by the customer after it. A sum that is wrong stays wrong with every event after; so it is told where it becomes
     * wrong, and where that changes.
     */
    void after(Customer customer, CustomerEvent event) {
        Balance recorded = event.header().balanceAfter();
        Balance computed = customer.balance(event.header().time());
        long gap = recorded.total() - computed.total();
        boolean split = gap == 0 && !recorded.equals(computed);
        if ((gap != balanceGap && gap != 0) || (split && !isSplit)) {
            broken(
                    VerificationRule.VERIFICATION_RULE_BALANCE,
                    "recorded " + words(recorded) + "; the events come to " + words(computed));
        }
        balanceGap = gap;
        isSplit = split;
        long outstanding = customer.totals().outstanding();
        if (outstanding - computed.total() != totalsGap && outstanding != computed.total()) {
            broken(
                    VerificationRule.VERIFICATION_RULE_TOTALS,
                    "earned - spent - expired - taken back + restored + adjusted + transferred is " + outstanding
                            + "; the balance is " + computed.total());
        }
        totalsGap = outstanding - computed.total();
    }

    private static String words(Balance balance) {
        return balance.available() + " available, " + balance.pending() + " pending, " + balance.held() + " held, "
                + balance.owed() + " owed";
    }

    private void broken(VerificationRule rule, String message) {
        broken.accept(rule, message);
    }
}
