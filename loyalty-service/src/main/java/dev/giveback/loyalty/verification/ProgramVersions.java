package dev.giveback.loyalty.verification;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.journal.v1.ProgramEvent;
import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.RefundShortfall;
import dev.giveback.platform.journal.JournalCut;
import dev.giveback.platform.journal.JournalRow;
import dev.giveback.platform.journal.JournalScan;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** What the versions of programs allow, as their journals say; a program is read when it is first asked for. */
final class ProgramVersions {
    private static final int PAGE_ROWS = 1_000;

    private final DataSource source;
    private final Map<String, Map<Long, Boolean>> programs = new HashMap<>();

    ProgramVersions(DataSource source) {
        this.source = source;
    }

    /** Whether this version lets a refund leave points owed; a version that is not in the journal allows nothing. */
    boolean allowsNegative(String program, long version) {
        Map<Long, Boolean> known = programs.computeIfAbsent(program, this::read);
        if (!known.containsKey(version)) {
            // It may be newer than the first look.
            known = read(program);
            programs.put(program, known);
        }
        return known.getOrDefault(version, false);
    }

    private Map<Long, Boolean> read(String program) {
        JournalScan scan = JournalScan.ofOne(
                source, PersistenceIds.PROGRAM_PREFIX + program, new JournalCut(Long.MAX_VALUE), PAGE_ROWS);
        Map<Long, Boolean> versions = new HashMap<>();
        try {
            for (List<JournalRow> page = scan.page(scan.start());
                    !page.isEmpty();
                    page = scan.page(JournalScan.after(page))) {
                page.forEach(row -> add(row, versions));
            }
        } catch (SQLException unread) {
            throw new IllegalStateException("the journal of program " + program + " could not be read", unread);
        }
        return versions;
    }

    private static void add(JournalRow row, Map<Long, Boolean> versions) {
        try {
            Program program = ProgramEvent.parseFrom(
                            JournalRecord.parseFrom(row.payload()).getEvent())
                    .getProgram();
            versions.put(
                    program.getVersion(),
                    program.getRefunds().getShortfall() == RefundShortfall.REFUND_SHORTFALL_ALLOW_NEGATIVE);
        } catch (InvalidProtocolBufferException unreadable) {
            // The check of the program's own journal tells of it.
            return;
        }
    }
}
