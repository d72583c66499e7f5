package dev.giveback.standalone.replay;

import dev.giveback.coupon.v1.BuyRewardResponse;
import dev.giveback.loyalty.v1.CompleteCheckoutResponse;
import dev.giveback.loyalty.v1.UsedCoupon;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How the customers of a replay use its campaigns, by rules that leave nothing to chance, so that a second run asks for the same: every
 * second sale of 20 pounds or more types the code; a customer who has the price of a reward after a sale, and no reward, buys one, and
 * shows it at the next sale of 20 pounds or more. What they have they know from the answers, which a repeat gives again.
 */
final class Shoppers {
    private static final long LARGE_SALE_MINOR = 2_000;

    private final boolean useCampaigns;
    /** The reward that a customer holds. Calls of one customer come one after the other, so each entry has one user at a time. */
    private final Map<String, String> rewards = new ConcurrentHashMap<>();

    private long largeSales;

    Shoppers(boolean useCampaigns) {
        this.useCampaigns = useCampaigns;
    }

    /** Whether a sale types the code; asked once for each sale, in the order of the file. */
    boolean typesCode(Invoice sale) {
        if (useCampaigns && isLarge(sale)) {
            largeSales++;
            return largeSales % 2 == 0;
        }
        return false;
    }

    /** What the customer shows, at the moment when the sale is sent. */
    Shown shown(Invoice sale, boolean typesCode) {
        String reward = isLarge(sale) ? rewards.get(sale.customer()) : null;
        if (reward == null && !typesCode) {
            return Shown.NOTHING;
        }
        return new Shown(
                reward == null ? List.of() : List.of(reward), typesCode ? List.of(RetailCampaigns.CODE) : List.of());
    }

    /** Takes in what a sale was answered, and says whether the customer buys a reward now. */
    boolean buysReward(Invoice sale, CompleteCheckoutResponse answer) {
        List<String> used = answer.getOutcome().getOrder().getCouponsList().stream()
                .map(UsedCoupon::getCouponId)
                .toList();
        rewards.computeIfPresent(sale.customer(), (customer, reward) -> used.contains(reward) ? null : reward);
        return useCampaigns
                && answer.getBalance().getAvailable() >= RetailCampaigns.REWARD_POINTS
                && !rewards.containsKey(sale.customer());
    }

    void bought(String customer, BuyRewardResponse answer) {
        rewards.put(customer, answer.getCoupon().getCouponId());
    }

    private static boolean isLarge(Invoice sale) {
        long minor = sale.lines().stream()
                .mapToLong(line -> line.quantity() * line.unitPriceMinor())
                .sum();
        return minor >= LARGE_SALE_MINOR;
    }
}
