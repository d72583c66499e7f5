package dev.giveback.loyalty.backtest;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.journal.v1.ProgramEvent;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.program.ProgramFeed;
import dev.giveback.loyalty.program.ProgramMapper;
import dev.giveback.platform.journal.JournalCut;
import dev.giveback.platform.journal.JournalRow;
import dev.giveback.platform.journal.JournalScan;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;
import javax.sql.DataSource;

/** All versions of a program, as its journal has them. */
final class RecordedPrograms {
    private static final int PAGE = 200;

    private final TreeMap<Long, Program> versions = new TreeMap<>();

    /** Reads and compiles them; it takes milliseconds a version. */
    static RecordedPrograms read(DataSource source, String programId, ProgramMapper mapper, JournalCut cut)
            throws SQLException, InvalidProtocolBufferException {
        RecordedPrograms programs = new RecordedPrograms();
        JournalScan scan = JournalScan.ofOne(source, ProgramFeed.PERSISTENCE_ID_PREFIX + programId, cut, PAGE);
        List<JournalRow> page = scan.page(scan.start());
        while (!page.isEmpty()) {
            for (JournalRow row : page) {
                programs.add(
                        ProgramEvent.parseFrom(
                                JournalRecord.parseFrom(row.payload()).getEvent()),
                        mapper);
            }
            page = scan.page(JournalScan.after(page));
        }
        return programs;
    }

    private void add(ProgramEvent event, ProgramMapper mapper) {
        switch (mapper.map(event.getProgram())) {
            case ProgramMapper.Mapping.Valid valid ->
                versions.put(valid.program().version(), valid.program());
            case ProgramMapper.Mapping.Invalid invalid ->
                throw new IllegalStateException(event.getProgram().getName() + " version "
                        + event.getProgram().getVersion() + " cannot be used by this build: " + invalid.errors());
        }
    }

    boolean isEmpty() {
        return versions.isEmpty();
    }

    Program current() {
        return versions.lastEntry().getValue();
    }

    Program version(long number) {
        Program program = versions.get(number);
        if (program == null) {
            throw new IllegalStateException("program version: " + number + " (expected: one of " + versions.keySet()
                    + ", because an event was decided by it)");
        }
        return program;
    }
}
