package dev.giveback.access.verification;

import com.google.protobuf.util.Durations;
import dev.giveback.access.v1.AccessFinding;
import dev.giveback.access.v1.AccessRule;
import dev.giveback.access.v1.AccessRuleCount;
import dev.giveback.access.v1.AccessVerification;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What is wrong and what was looked at: all of it counted, the first so many findings told one by one. */
final class AccessFindings {
    private static final int DEFAULT_TOLD = 100;

    private final int mostTold;
    private final long startNanos = System.nanoTime();
    private final Map<AccessRule, Long> counts = new EnumMap<>(AccessRule.class);
    private final List<AccessFinding> waiting = new ArrayList<>();
    private final AccessVerification.Builder looked = AccessVerification.newBuilder();
    private int told;

    /** @param mostTold 0 for the default */
    AccessFindings(int mostTold) {
        this.mostTold = mostTold == 0 ? DEFAULT_TOLD : mostTold;
    }

    void add(AccessRule rule, String subject, long sequenceNumber, String message) {
        counts.merge(rule, 1L, Long::sum);
        if (told < mostTold) {
            told++;
            waiting.add(AccessFinding.newBuilder()
                    .setRule(rule)
                    .setSubject(subject)
                    .setSequenceNumber(sequenceNumber)
                    .setMessage(message)
                    .build());
        }
    }

    /** Those that were not told yet. */
    List<AccessFinding> take() {
        List<AccessFinding> taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }

    /** What was looked at; the checks count in it. */
    AccessVerification.Builder looked() {
        return looked;
    }

    /** All of it. */
    AccessVerification summary() {
        AccessVerification.Builder whole = looked.clone().clearCounts();
        long all = 0;
        for (Map.Entry<AccessRule, Long> count : counts.entrySet()) {
            all += count.getValue();
            whole.addCounts(AccessRuleCount.newBuilder().setRule(count.getKey()).setFindings(count.getValue()));
        }
        return whole.setFindings(all)
                .setElapsedTime(Durations.fromNanos(System.nanoTime() - startNanos))
                .build();
    }

    /** For the record of the work. */
    Map<String, String> figures() {
        AccessVerification whole = summary();
        return Map.of(
                "journals", Long.toString(whole.getJournals()),
                "events", Long.toString(whole.getEvents()),
                "findings", Long.toString(whole.getFindings()));
    }
}
