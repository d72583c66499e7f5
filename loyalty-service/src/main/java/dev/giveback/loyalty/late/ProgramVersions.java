package dev.giveback.loyalty.late;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.journal.v1.ProgramEvent;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.program.ProgramFeed;
import dev.giveback.loyalty.program.ProgramMapper;
import dev.giveback.loyalty.program.ProgramMapper.Mapping;
import dev.giveback.platform.journal.JournalCut;
import dev.giveback.platform.journal.JournalRow;
import dev.giveback.platform.journal.JournalScan;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;
import javax.sql.DataSource;

/** All versions of a program, compiled. */
final class ProgramVersions {
    private static final int PAGE_ROWS = 200;

    private final TreeMap<Long, Program> byVersion = new TreeMap<>();

    static ProgramVersions read(DataSource source, String programId, ProgramMapper mapper)
            throws SQLException, InvalidProtocolBufferException {
        ProgramVersions versions = new ProgramVersions();
        JournalScan scan = JournalScan.ofOne(
                source, ProgramFeed.PERSISTENCE_ID_PREFIX + programId, new JournalCut(Long.MAX_VALUE), PAGE_ROWS);
        List<JournalRow> page = scan.page(scan.start());
        while (!page.isEmpty()) {
            for (JournalRow row : page) {
                ProgramEvent event = ProgramEvent.parseFrom(
                        JournalRecord.parseFrom(row.payload()).getEvent());
                if (mapper.map(event.getProgram()) instanceof Mapping.Valid valid) {
                    versions.byVersion.put(valid.program().version(), valid.program());
                }
            }
            page = scan.page(JournalScan.after(page));
        }
        return versions;
    }

    boolean isEmpty() {
        return byVersion.isEmpty();
    }

    Program current() {
        return byVersion.lastEntry().getValue();
    }

    Program version(long number) {
        Program program = byVersion.get(number);
        if (program == null) {
            throw new IllegalStateException("program version: " + number + " (expected: one of " + byVersion.keySet()
                    + ", because an event was decided by it)");
        }
        return program;
    }
}
