package dev.giveback.standalone.replay;

import dev.giveback.feedback.v1.ContactState;
import dev.giveback.feedback.v1.CreateInvitationResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** Counts what comes of the invitations while answers come in. A repeated run is given the same answers and counts the same. */
final class SurveyTally {
    private static final int SCORES = 11;

    final LongAdder sales = new LongAdder();
    final LongAdder invited = new LongAdder();
    private final ConcurrentHashMap<String, LongAdder> notInvited = new ConcurrentHashMap<>();
    private final AtomicLongArray scores = new AtomicLongArray(SCORES);

    /** Whether there is a link to answer by. */
    boolean isInvited(CreateInvitationResponse answer) {
        if (answer.getContact().getState() == ContactState.CONTACT_STATE_NOT_SENT) {
            refused(answer.getContact().getNotSentReason().name().substring("NOT_SENT_REASON_".length()));
            return false;
        }
        invited.increment();
        return true;
    }

    /** It was refused, or not sent, for this reason. */
    void refused(String reason) {
        notInvited.computeIfAbsent(reason, absent -> new LongAdder()).increment();
    }

    void answered(int score) {
        scores.incrementAndGet(score);
    }

    SortedMap<String, Long> notInvited() {
        SortedMap<String, Long> sums = new TreeMap<>();
        notInvited.forEach((reason, count) -> sums.put(reason, count.sum()));
        return sums;
    }

    /** How often each score was given, from 0. */
    List<Long> scores() {
        List<Long> counts = new ArrayList<>();
        for (int score = 0; score < SCORES; score++) {
            counts.add(scores.get(score));
        }
        return counts;
    }
}
