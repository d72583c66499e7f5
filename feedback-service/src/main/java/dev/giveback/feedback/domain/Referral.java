package dev.giveback.feedback.domain;

import java.time.Instant;

/**
 * By whose code a customer came.
 *
 * @param referrer without the program
 * @param reward what this customer gets with the first purchase
 * @param referrerReward what the referrer gets then
 * @param earned whether that purchase was made
 */
public record Referral(
        String code,
        String referrer,
        Reward reward,
        Reward referrerReward,
        int maxReferrals,
        Instant time,
        boolean earned) {
    Referral nowEarned() {
        return new Referral(code, referrer, reward, referrerReward, maxReferrals, time, true);
    }
}
