package dev.giveback.coupon.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What comes of a batch of orders.
 *
 * @param outcomes one for each order, in their order
 * @param event that records all accepted ones; null when none was
 */
public record ClaimsDecision(
        List<ClaimOutcome> outcomes, @Nullable CampaignEvent event) {
    public ClaimsDecision {
        outcomes = List.copyOf(outcomes);
    }
}
