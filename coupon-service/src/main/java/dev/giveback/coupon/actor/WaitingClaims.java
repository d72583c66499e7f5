package dev.giveback.coupon.actor;

import dev.giveback.coupon.domain.CampaignId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How many claims wait for each campaign, no more than so many. Nothing is kept of a campaign that nobody waits for, because anybody may
 * ask for campaigns that do not exist.
 */
final class WaitingClaims {
    private final int most;
    private final ConcurrentMap<CampaignId, Integer> waiting = new ConcurrentHashMap<>();

    WaitingClaims(int most) {
        this.most = most;
    }

    /** Whether one more may wait; who may must {@link #leave} in the end. */
    boolean enter(CampaignId id) {
        if (waiting.merge(id, 1, Integer::sum) > most) {
            leave(id);
            return false;
        }
        return true;
    }

    void leave(CampaignId id) {
        waiting.computeIfPresent(id, (key, claims) -> claims == 1 ? null : claims - 1);
    }

    /** How many campaigns are waited for. */
    int campaigns() {
        return waiting.size();
    }
}
