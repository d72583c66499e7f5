package dev.giveback.loyalty.insight;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.journal.v1.ProgramEvent;
import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.platform.journal.JournalCut;
import dev.giveback.platform.journal.JournalRow;
import dev.giveback.platform.journal.JournalScan;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import javax.sql.DataSource;

/** In which zone each version of a program reckons its days, as its journal says; a program is read when an event names a version that is not known. */
final class Zones {
    private static final int PAGE_ROWS = 200;

    private final DataSource source;
    private final Map<String, NavigableMap<Long, ZoneId>> programs = new HashMap<>();

    Zones(DataSource source) {
        this.source = source;
    }

    /** A clock on the wall of one version of a program. */
    record Zone(ZoneId id) {
        /** The day, since 1970-01-01. */
        int day(long millis) {
            return Math.toIntExact(
                    LocalDate.ofInstant(Instant.ofEpochMilli(millis), id).toEpochDay());
        }
    }

    /**
     * The zone of a version; of the latest one when the journal does not have it.
     *
     * @throws IllegalStateException when the program is not in the journal: an import brings it after its customers
     */
    Zone of(String program, long version) {
        NavigableMap<Long, ZoneId> known = programs.get(program);
        if (known == null || !known.containsKey(version)) {
            known = read(program);
            if (known.isEmpty()) {
                throw new IllegalStateException(
                        "program " + program + ": not in the journal (expected: when the figures count its customers)");
            }
            programs.put(program, known);
        }
        return new Zone(
                Objects.requireNonNullElse(known.get(version), known.lastEntry().getValue()));
    }

    private NavigableMap<Long, ZoneId> read(String program) {
        JournalScan scan = JournalScan.ofOne(
                source, PersistenceIds.PROGRAM_PREFIX + program, new JournalCut(Long.MAX_VALUE), PAGE_ROWS);
        NavigableMap<Long, ZoneId> versions = new TreeMap<>();
        try {
            for (List<JournalRow> page = scan.page(scan.start());
                    !page.isEmpty();
                    page = scan.page(JournalScan.after(page))) {
                for (JournalRow row : page) {
                    Program published = ProgramEvent.parseFrom(
                                    JournalRecord.parseFrom(row.payload()).getEvent())
                            .getProgram();
                    versions.put(published.getVersion(), ZoneId.of(published.getTimeZone()));
                }
            }
        } catch (SQLException | InvalidProtocolBufferException unread) {
            throw new IllegalStateException("the journal of program " + program + " could not be read", unread);
        }
        return versions;
    }
}
