package dev.giveback.coupon.grpc;

import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.Reason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Claims that this node refused since it started, by campaign and reason. */
final class Refusals {
    private final ConcurrentMap<CampaignId, ConcurrentMap<Reason, LongAdder>> counts = new ConcurrentHashMap<>();

    void count(CampaignId campaign, Reason reason) {
        counts.computeIfAbsent(campaign, unseen -> new ConcurrentHashMap<>())
                .computeIfAbsent(reason, unseen -> new LongAdder())
                .increment();
    }

    Map<Reason, Long> of(CampaignId campaign) {
        Map<Reason, Long> sums = new EnumMap<>(Reason.class);
        counts.getOrDefault(campaign, new ConcurrentHashMap<>())
                .forEach((reason, count) -> sums.put(reason, count.sum()));
        return sums;
    }
}
