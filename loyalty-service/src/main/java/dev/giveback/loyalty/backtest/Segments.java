package dev.giveback.loyalty.backtest;

import dev.giveback.loyalty.domain.TierRules;
import dev.giveback.loyalty.shadow.CustomerOutcome;
import dev.giveback.loyalty.v1.BacktestGain;
import dev.giveback.loyalty.v1.BacktestSegment;
import dev.giveback.loyalty.v1.BacktestSegmentKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Customers put together by what they are under the recorded rules. */
final class Segments {
    private static final int QUARTERS = 4;

    private final Map<Segment, List<CustomerOutcome>> segments = new LinkedHashMap<>();

    private record Segment(BacktestSegmentKind kind, String name) {}

    Segments(TierRules tiers, List<CustomerOutcome> outcomes) {
        byTier(tiers, outcomes);
        byOrders(outcomes);
        bySpend(outcomes);
        byMembership(outcomes);
    }

    private void byTier(TierRules tiers, List<CustomerOutcome> outcomes) {
        BacktestSegmentKind kind = BacktestSegmentKind.BACKTEST_SEGMENT_KIND_TIER;
        prepare(kind, "");
        tiers.tiers().forEach(tier -> prepare(kind, tier.id()));
        outcomes.forEach(outcome -> put(kind, outcome.tierId(), outcome));
    }

    private void byOrders(List<CustomerOutcome> outcomes) {
        BacktestSegmentKind kind = BacktestSegmentKind.BACKTEST_SEGMENT_KIND_ORDERS;
        List.of("0", "1", "2-4", "5-9", "10+").forEach(name -> prepare(kind, name));
        outcomes.forEach(outcome -> put(kind, orders(outcome.orders()), outcome));
    }

    private static String orders(long orders) {
        if (orders < 2) {
            return Long.toString(orders);
        }
        return orders < 5 ? "2-4" : orders < 10 ? "5-9" : "10+";
    }

    private void bySpend(List<CustomerOutcome> outcomes) {
        BacktestSegmentKind kind = BacktestSegmentKind.BACKTEST_SEGMENT_KIND_SPEND;
        prepare(kind, "none");
        List<CustomerOutcome> spenders = new ArrayList<>();
        for (CustomerOutcome outcome : outcomes) {
            if (outcome.spend() > 0) {
                spenders.add(outcome);
            } else {
                put(kind, "none", outcome);
            }
        }
        spenders.sort(Comparator.comparingLong(CustomerOutcome::spend).thenComparing(CustomerOutcome::customer));
        for (int i = 0; i < spenders.size(); i++) {
            put(kind, "q" + (1 + (int) ((long) QUARTERS * i / spenders.size())), spenders.get(i));
        }
    }

    private void byMembership(List<CustomerOutcome> outcomes) {
        BacktestSegmentKind kind = BacktestSegmentKind.BACKTEST_SEGMENT_KIND_MEMBERSHIP;
        outcomes.forEach(outcome -> put(kind, outcome.isMember() ? "member" : "guest", outcome));
    }

    private void prepare(BacktestSegmentKind kind, String name) {
        segments.put(new Segment(kind, name), new ArrayList<>());
    }

    private void put(BacktestSegmentKind kind, String name, CustomerOutcome outcome) {
        segments.computeIfAbsent(new Segment(kind, name), any -> new ArrayList<>())
                .add(outcome);
    }

    /** Who wins and loses by a candidate in each segment that has customers. */
    List<BacktestSegment> gains(int candidate) {
        List<BacktestSegment> gains = new ArrayList<>();
        segments.forEach((segment, outcomes) -> {
            if (!outcomes.isEmpty()) {
                gains.add(BacktestSegment.newBuilder()
                        .setKind(segment.kind())
                        .setSegment(segment.name())
                        .setGain(gain(outcomes, candidate))
                        .build());
            }
        });
        return gains;
    }

    static BacktestGain gain(List<CustomerOutcome> outcomes, int candidate) {
        BacktestGain.Builder sum = BacktestGain.newBuilder();
        for (CustomerOutcome outcome : outcomes) {
            long gain = outcome.gain(candidate);
            if (gain > 0) {
                sum.setWinnerCount(sum.getWinnerCount() + 1).setPointsWon(Math.addExact(sum.getPointsWon(), gain));
            } else if (gain < 0) {
                sum.setLoserCount(sum.getLoserCount() + 1).setPointsLost(Math.subtractExact(sum.getPointsLost(), gain));
            } else {
                sum.setUnchangedCount(sum.getUnchangedCount() + 1);
            }
        }
        return sum.build();
    }
}
