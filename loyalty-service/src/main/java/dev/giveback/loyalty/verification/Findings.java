package dev.giveback.loyalty.verification;

import com.google.protobuf.util.Durations;
import dev.giveback.loyalty.v1.VerificationCount;
import dev.giveback.loyalty.v1.VerificationFinding;
import dev.giveback.loyalty.v1.VerificationRule;
import dev.giveback.loyalty.v1.VerificationSummary;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What is wrong and what was looked at: all of it counted, the first so many findings told one by one. */
final class Findings {
    private static final int DEFAULT_TOLD = 100;

    private final int mostTold;
    private final long startNanos = System.nanoTime();
    private final Map<VerificationRule, Long> counts = new EnumMap<>(VerificationRule.class);
    private final List<VerificationFinding> waiting = new ArrayList<>();
    private int told;
    private int settled;
    private final VerificationSummary.Builder summary = VerificationSummary.newBuilder();

    /** @param mostTold 0 for the default */
    Findings(int mostTold) {
        this.mostTold = mostTold == 0 ? DEFAULT_TOLD : mostTold;
    }

    void add(VerificationRule rule, String subject, long sequenceNumber, String message) {
        counts.merge(rule, 1L, Long::sum);
        if (told < mostTold) {
            told++;
            waiting.add(VerificationFinding.newBuilder()
                    .setRule(rule)
                    .setSubject(subject)
                    .setSequenceNumber(sequenceNumber)
                    .setMessage(message)
                    .build());
        }
    }

    /** Says that what was found so far may be told: a check that goes on from here does not find it again. */
    void settle() {
        settled = waiting.size();
    }

    /** Those that may be told and were not yet. */
    List<VerificationFinding> take() {
        List<VerificationFinding> settledOnes = waiting.subList(0, settled);
        List<VerificationFinding> taken = List.copyOf(settledOnes);
        settledOnes.clear();
        settled = 0;
        return taken;
    }

    /** What was looked at; the checks count in it. */
    VerificationSummary.Builder looked() {
        return summary;
    }

    /** All of it. */
    VerificationSummary summary() {
        VerificationSummary.Builder whole = summary.clone().clearCounts();
        long all = 0;
        for (Map.Entry<VerificationRule, Long> count : counts.entrySet()) {
            all += count.getValue();
            whole.addCounts(
                    VerificationCount.newBuilder().setRule(count.getKey()).setFindings(count.getValue()));
        }
        return whole.setFindings(all)
                .setElapsedTime(Durations.fromNanos(System.nanoTime() - startNanos))
                .build();
    }

    /** For the record of the act. */
    Map<String, String> figures() {
        VerificationSummary whole = summary();
        return Map.of(
                "customers",
                Long.toString(whole.getCustomers()),
                "events",
                Long.toString(whole.getEvents()),
                "findings",
                Long.toString(whole.getFindings()));
    }
}
