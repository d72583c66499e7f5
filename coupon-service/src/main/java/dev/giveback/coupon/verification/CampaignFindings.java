package dev.giveback.coupon.verification;

import com.google.protobuf.util.Durations;
import dev.giveback.coupon.v1.CampaignFinding;
import dev.giveback.coupon.v1.CampaignRule;
import dev.giveback.coupon.v1.CampaignRuleCount;
import dev.giveback.coupon.v1.CampaignVerification;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What is wrong and what was looked at: all of it counted, the first so many findings told one by one. */
final class CampaignFindings {
    private static final int DEFAULT_TOLD = 100;

    private final int mostTold;
    private final long startNanos = System.nanoTime();
    private final Map<CampaignRule, Long> counts = new EnumMap<>(CampaignRule.class);
    private final List<CampaignFinding> waiting = new ArrayList<>();
    private final CampaignVerification.Builder summary = CampaignVerification.newBuilder();
    private int told;

    /** @param mostTold 0 for the default */
    CampaignFindings(int mostTold) {
        this.mostTold = mostTold == 0 ? DEFAULT_TOLD : mostTold;
    }

    void add(CampaignRule rule, String subject, long sequenceNumber, String message) {
        counts.merge(rule, 1L, Long::sum);
        if (told < mostTold) {
            told++;
            waiting.add(CampaignFinding.newBuilder()
                    .setRule(rule)
                    .setSubject(subject)
                    .setSequenceNumber(sequenceNumber)
                    .setMessage(message)
                    .build());
        }
    }

    /** Those that were not told yet. */
    List<CampaignFinding> take() {
        List<CampaignFinding> taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }

    /** What was looked at; the checks count in it. */
    CampaignVerification.Builder looked() {
        return summary;
    }

    /** All of it. */
    CampaignVerification summary() {
        CampaignVerification.Builder whole = summary.clone().clearCounts();
        long all = 0;
        for (Map.Entry<CampaignRule, Long> count : counts.entrySet()) {
            all += count.getValue();
            whole.addCounts(
                    CampaignRuleCount.newBuilder().setRule(count.getKey()).setFindings(count.getValue()));
        }
        return whole.setFindings(all)
                .setElapsedTime(Durations.fromNanos(System.nanoTime() - startNanos))
                .build();
    }

    /** For the record of the act. */
    Map<String, String> figures() {
        CampaignVerification whole = summary();
        return Map.of(
                "campaigns", Long.toString(whole.getCampaigns()),
                "events", Long.toString(whole.getEvents()),
                "findings", Long.toString(whole.getFindings()));
    }
}
