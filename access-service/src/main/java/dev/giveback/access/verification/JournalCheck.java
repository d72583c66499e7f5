package dev.giveback.access.verification;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.access.domain.Breach;
import dev.giveback.access.journal.JournalSerializer;
import dev.giveback.access.journal.Recorded;
import dev.giveback.access.v1.AccessRule;
import dev.giveback.journal.v1.AccessEvent;
import dev.giveback.platform.journal.ChainCheck;
import dev.giveback.platform.journal.JournalRow;
import java.util.Arrays;
import java.util.List;

/** The check of one journal: takes its rows one after the other, and compares what they come to with the snapshots. */
final class JournalCheck<S, E> {
    private final String subject;
    private final Kind<S, E> kind;
    private final Beside beside;
    private final AccessFindings findings;
    private final ChainCheck chain;
    private S state;
    private Tally tally = Tally.NONE;
    private boolean isRead = true;
    private boolean isJudged = true;
    private long sequenceNumber;

    JournalCheck(String subject, Kind<S, E> kind, Beside beside, AccessFindings findings) {
        this.subject = subject;
        this.kind = kind;
        this.beside = beside;
        this.findings = findings;
        this.state = kind.empty();
        this.chain = new ChainCheck(
                JournalSerializer.IDENTIFIER,
                JournalSerializer.EVENT,
                (fault, number, message) -> findings.add(Rules.of(fault), subject, number, message));
    }

    private void found(AccessRule rule, String message) {
        findings.add(rule, subject, sequenceNumber, message);
    }

    /** Takes the next row. */
    void next(JournalRow row) {
        findings.looked().setEvents(findings.looked().getEvents() + 1);
        sequenceNumber = row.sequenceNumber();
        ByteString bytes = chain.next(row);
        isJudged &= chain.isWhole();
        if (bytes != null) {
            read(bytes);
        }
    }

    private void read(ByteString bytes) {
        AccessEvent stored;
        E event;
        try {
            stored = AccessEvent.parseFrom(bytes);
            event = kind.read().apply(stored);
        } catch (InvalidProtocolBufferException | RuntimeException unreadable) {
            if (!chain.isRowFaulty()) {
                found(AccessRule.ACCESS_RULE_RECORD, "the event cannot be read: " + words(unreadable));
            }
            isRead = false;
            isJudged = false;
            return;
        }
        tally = tally.with(stored);
        if (isJudged) {
            apply(event);
        }
    }

    private void apply(E event) {
        List<Breach> breaches = kind.breaches().apply(state, event);
        breaches.forEach(breach -> found(Rules.of(breach.rule()), breach.message()));
        if (breaches.stream().anyMatch(breach -> breach.rule() == Breach.Rule.EVENT)) {
            isJudged = false;
            return;
        }
        try {
            state = kind.evolve().apply(state, event);
        } catch (RuntimeException impossible) {
            // Whatever the reason: what the events before make cannot take this one.
            found(AccessRule.ACCESS_RULE_EVENT, "the event cannot be applied: " + words(impossible));
            isJudged = false;
            return;
        }
        for (Beside.Snapshot snapshot : beside.snapshots()) {
            if (snapshot.sequenceNumber() == sequenceNumber) {
                compare(snapshot);
            }
        }
    }

    private void compare(Beside.Snapshot snapshot) {
        findings.looked().setSnapshots(findings.looked().getSnapshots() + 1);
        byte[] expected =
                kind.snapshot().apply(new Recorded<>(state, chain.lastHash())).toByteArray();
        if (snapshot.serializerId() != JournalSerializer.IDENTIFIER
                || !snapshot.manifest().equals(JournalSerializer.SNAPSHOT)
                || !Arrays.equals(snapshot.payload(), expected)) {
            found(AccessRule.ACCESS_RULE_SNAPSHOT, "the snapshot is not what the events up to it come to");
        }
    }

    /** Ends the check: there are no more rows. */
    void end() {
        findings.looked().setJournals(findings.looked().getJournals() + 1);
        if (!isJudged) {
            findings.looked().setJournalsNotJudged(findings.looked().getJournalsNotJudged() + 1);
        }
        long last = chain.lastSequenceNumber();
        long seen = beside.snapshots().stream()
                .mapToLong(Beside.Snapshot::sequenceNumber)
                .reduce(0, Math::max);
        if (seen > last) {
            endIsMissing(last, "a snapshot has seen event " + seen);
        } else if (isRead && chain.isWhole() && beside.listed().isBeyond(tally)) {
            // After another fault it is no wonder.
            endIsMissing(last, "the lists have seen more");
        }
    }

    /** How many keys and sessions, acts or approvals the events have made. */
    long made() {
        return tally.made();
    }

    private void endIsMissing(long last, String why) {
        findings.add(
                AccessRule.ACCESS_RULE_JOURNAL_END,
                subject,
                last + 1,
                "the journal ends at event " + last + ", and " + why);
    }

    private static String words(Exception failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
