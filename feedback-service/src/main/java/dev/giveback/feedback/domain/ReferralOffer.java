package dev.giveback.feedback.domain;

import org.jspecify.annotations.Nullable;

/**
 * What both get when a customer brings another.
 *
 * @param referrerReward null when nothing is offered
 * @param refereeReward null when nothing is offered
 * @param maxReferrals for at most this many a referrer is rewarded
 */
public record ReferralOffer(
        boolean offered,
        @Nullable Reward referrerReward,
        @Nullable Reward refereeReward,
        int maxReferrals,
        long version) {
    /** For so many a referrer is rewarded when nothing else is said. */
    public static final int DEFAULT_MAX = 20;
    /** Nothing is offered. */
    public static final ReferralOffer NONE = new ReferralOffer(false, null, null, DEFAULT_MAX, 0);
}
