package dev.giveback.loyalty.seal;

import dev.giveback.loyalty.seal.SealTables.Sealed;
import dev.giveback.loyalty.v1.SealFinding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks along what was sealed of each journal, beside a walk along the journal itself, and finds the journals that are no longer what they
 * were. Persistence ids are ASCII, so the order of the database is that of texts here.
 */
final class SealedSoFar implements Forest.Journals {
    private static final int PAGE = 1_000;

    private final SealTables tables;
    private final List<SealFinding> findings = new ArrayList<>();
    private final List<Sealed> grown = new ArrayList<>();
    private List<Sealed> page = new ArrayList<>();
    private int next;
    private boolean isLastPage;
    private @Nullable Sealed current;
    private boolean isChanged;
    private long journals;

    SealedSoFar(SealTables tables) throws SQLException {
        this.tables = tables;
        read("");
    }

    private void read(String after) throws SQLException {
        page = tables.sealedAfter(after, PAGE);
        next = 0;
        isLastPage = page.size() < PAGE;
    }

    @Override
    public void begin(String persistenceId) throws SQLException {
        for (Sealed sealed = peek(); sealed != null; sealed = peek()) {
            int order = sealed.persistenceId().compareTo(persistenceId);
            if (order > 0) {
                break;
            }
            next++;
            if (order == 0) {
                current = sealed;
                return;
            }
            findings.add(lost(sealed, 0));
        }
    }

    /** After the end of the last journal: what was sealed and is not there. */
    void endAll() throws SQLException {
        for (Sealed sealed = peek(); sealed != null; sealed = peek()) {
            next++;
            findings.add(lost(sealed, 0));
        }
    }

    private @Nullable Sealed peek() throws SQLException {
        if (next == page.size() && !isLastPage) {
            read(page.getLast().persistenceId());
        }
        return next < page.size() ? page.get(next) : null;
    }

    @Override
    public void record(String persistenceId, MerkleTree records) {
        Sealed sealed = current;
        if (sealed != null
                && sealed.sequenceNumber() == records.leaves()
                && !Arrays.equals(sealed.root(), records.root())) {
            isChanged = true;
            findings.add(finding(
                    sealed,
                    "EVENTS_CHANGED",
                    "its first " + sealed.sequenceNumber() + " events are not those that were sealed"));
        }
    }

    @Override
    public void end(String persistenceId, MerkleTree records) {
        Sealed sealed = current;
        journals++;
        if (sealed != null && records.leaves() < sealed.sequenceNumber()) {
            findings.add(lost(sealed, records.leaves()));
        } else if (!isChanged && (sealed == null || records.leaves() > sealed.sequenceNumber())) {
            grown.add(new Sealed(persistenceId, records.leaves(), records.root(), 0));
        }
        isChanged = false;
        current = null;
    }

    private static SealFinding lost(Sealed sealed, long left) {
        return finding(
                sealed,
                "EVENTS_LOST",
                "it had " + sealed.sequenceNumber() + " events when it was sealed, and has " + left + " now");
    }

    private static SealFinding finding(Sealed sealed, String rule, String text) {
        String subject = SealWords.subjectOf(sealed.persistenceId());
        return SealFinding.newBuilder()
                .setSealNumber(sealed.sealNumber())
                .setSubject(subject)
                .setRule(rule)
                .setMessage(subject + ": " + text)
                .build();
    }

    /** What was found since the last time. */
    List<SealFinding> takeFindings() {
        List<SealFinding> taken = List.copyOf(findings);
        findings.clear();
        return taken;
    }

    /** The journals that have more events than were sealed, and are otherwise as they were, since the last time. */
    List<Sealed> takeGrown() {
        List<Sealed> taken = List.copyOf(grown);
        grown.clear();
        return taken;
    }

    int grownCount() {
        return grown.size();
    }

    /** How many journals ended since the last time. */
    long takeJournals() {
        long taken = journals;
        journals = 0;
        return taken;
    }
}
