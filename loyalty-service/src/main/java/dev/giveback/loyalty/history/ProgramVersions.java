package dev.giveback.loyalty.history;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.journal.v1.ProgramEvent;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.journal.StoredProgramEvent;
import dev.giveback.loyalty.program.ProgramFeed;
import dev.giveback.loyalty.program.ProgramMapper;
import dev.giveback.loyalty.program.ProgramMapper.Mapping;
import dev.giveback.loyalty.program.ProgramRegistry;
import dev.giveback.loyalty.program.ProgramVersion;
import dev.giveback.platform.journal.JournalCut;
import dev.giveback.platform.journal.JournalRow;
import dev.giveback.platform.journal.JournalScan;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Which version of a program was in force when: its rules say until when a tier is kept and in which zone days are reckoned. */
final class ProgramVersions {
    private static final int PAGE_ROWS = 200;

    private final DataSource journal;
    private final ProgramRegistry programs;
    private final ProgramMapper mapper;

    ProgramVersions(DataSource journal, ProgramRegistry programs, ProgramMapper mapper) {
        this.journal = journal;
        this.programs = programs;
        this.mapper = mapper;
    }

    /** The latest version recorded by both times, or else the first; it blocks. Refuses a program that there is not. */
    Program inForce(String programId, Instant time, Instant known) throws SQLException, InvalidProtocolBufferException {
        Program now = current(programId);
        Instant latest = time.isBefore(known) ? time : known;
        ProgramEvent event = latest(programId, latest.toEpochMilli());
        if (event == null || event.getProgram().getVersion() == now.version()) {
            return now;
        }
        return switch (mapper.map(event.getProgram())) {
            case Mapping.Valid valid -> valid.program();
            case Mapping.Invalid invalid ->
                throw new IllegalStateException(event.getProgram().getName() + " version "
                        + event.getProgram().getVersion() + ": not usable by this build: " + invalid.errors());
        };
    }

    /** The current version; it blocks. Refuses a program that there is not. */
    Program current(String programId) {
        Optional<ProgramVersion> current =
                programs.findOrAsk(programId).toCompletableFuture().join();
        return current.orElseThrow(() -> RefusalStatus.of(
                        new Refusal(Reason.PROGRAM_NOT_FOUND, "program: there is no program " + programId, Map.of())))
                .rules();
    }

    private @Nullable ProgramEvent latest(String programId, long millis)
            throws SQLException, InvalidProtocolBufferException {
        JournalScan scan = JournalScan.ofOne(
                journal, ProgramFeed.PERSISTENCE_ID_PREFIX + programId, new JournalCut(Long.MAX_VALUE), PAGE_ROWS);
        ProgramEvent found = null;
        List<JournalRow> page = scan.page(scan.start());
        while (!page.isEmpty()) {
            for (JournalRow row : page) {
                ProgramEvent event = StoredProgramEvent.of(JournalRecord.parseFrom(row.payload()))
                        .event();
                if (found != null && event.getRecordMillis() > millis) {
                    return found;
                }
                found = event;
            }
            page = scan.page(JournalScan.after(page));
        }
        return found;
    }
}
