package dev.giveback.standalone.replay;

import com.google.type.Money;
import dev.giveback.loyalty.v1.CheckoutOutcome;
import dev.giveback.loyalty.v1.UnusedCoupon;
import dev.giveback.loyalty.v1.UnusedCouponReason;
import dev.giveback.loyalty.v1.UsedCoupon;
import dev.giveback.standalone.audit.CampaignAnswers;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the answers say of campaigns, while they come in. A repeated run is given the same answers and counts the same. */
final class CampaignTally {
    private final Set<String> codeUsers = ConcurrentHashMap.newKeySet();
    private final Map<String, Map<String, LongAdder>> refused = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> used = new ConcurrentHashMap<>();
    private final LongAdder codesRefused = new LongAdder();
    private final LongAdder codesUnknown = new LongAdder();
    private final Map<String, LongAdder> asked = new ConcurrentHashMap<>();

    /** One more customer asked for something of a campaign. */
    void asked(String campaign) {
        asked(campaign, 1);
    }

    /** So many more customers did, or were drawn for. */
    void asked(String campaign, long more) {
        count(asked, campaign, more);
    }

    long askedOf(String campaign) {
        return sum(asked, campaign);
    }

    /** How many coupons of a campaign orders used. */
    long usedOf(String campaign) {
        return sum(used, campaign);
    }

    private static void count(Map<String, LongAdder> counts, String campaign, long more) {
        counts.computeIfAbsent(campaign, absent -> new LongAdder()).add(more);
    }

    private static long sum(Map<String, LongAdder> counts, String campaign) {
        LongAdder count = counts.get(campaign);
        return count == null ? 0 : count.sum();
    }

    /** A sale was answered. */
    void answered(CheckoutOutcome outcome) {
        for (UsedCoupon coupon : outcome.getOrder().getCouponsList()) {
            String campaign =
                    coupon.getCampaign().substring(coupon.getCampaign().lastIndexOf('/') + 1);
            count(used, campaign, 1);
            if (campaign.equals(RetailCampaigns.THANKS)) {
                codeUsers.add(outcome.getOrder().getOrderId());
            }
        }
        for (UnusedCoupon unused : outcome.getUnusedCouponsList()) {
            if (unused.getCode().isEmpty()) {
                refused(RetailCampaigns.REWARD, reason(unused));
            } else {
                codeNotUsed(unused);
            }
        }
    }

    private void codeNotUsed(UnusedCoupon unused) {
        refused(RetailCampaigns.THANKS, reason(unused));
        if (unused.getReason() == UnusedCouponReason.UNUSED_COUPON_REASON_CODE_REFUSED) {
            codesRefused.increment();
        } else if (unused.getReason() == UnusedCouponReason.UNUSED_COUPON_REASON_CODE_UNKNOWN_NOW) {
            codesUnknown.increment();
        }
    }

    private static String reason(UnusedCoupon unused) {
        String reason = unused.getReason().name().substring("UNUSED_COUPON_REASON_".length());
        return unused.getMessage().isEmpty() ? reason : reason + " (" + unused.getMessage() + ")";
    }

    /** A campaign, or a checkout for it, refused. */
    void refused(String campaign, String reason) {
        refused.computeIfAbsent(campaign, absent -> new ConcurrentHashMap<>())
                .computeIfAbsent(reason, absent -> new LongAdder())
                .increment();
    }

    SortedMap<String, Long> refusedBy(String campaign) {
        SortedMap<String, Long> sums = new TreeMap<>();
        refused.getOrDefault(campaign, Map.of()).forEach((reason, count) -> sums.put(reason, count.sum()));
        return sums;
    }

    /** What the audit is told. */
    CampaignAnswers answers() {
        return new CampaignAnswers(
                codeUsers, codesRefused.sum(), codesUnknown.sum(), askedOf(RetailCampaigns.SURPRISE));
    }

    /** Money in minor units of a currency with two decimals. */
    static long minor(Money money) {
        return money.getUnits() * 100 + money.getNanos() / 10_000_000;
    }
}
