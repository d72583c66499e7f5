package dev.giveback.loyalty.verification;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import dev.giveback.journal.v1.AdminEvent;
import dev.giveback.journal.v1.ProgramEvent;
import dev.giveback.loyalty.journal.JournalSerializer;
import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.loyalty.v1.VerificationRule;
import dev.giveback.platform.acts.WorkStream;
import dev.giveback.platform.journal.ChainCheck;
import dev.giveback.platform.journal.JournalCut;
import dev.giveback.platform.journal.JournalRow;
import dev.giveback.platform.journal.JournalScan;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The check of the journals of programs and of admins' acts: that they are whole and can be read. */
final class OtherJournals {
    private static final JournalCut NONE = new JournalCut(Long.MAX_VALUE);
    private static final int PAGE_ROWS = 500;

    private final DataSource source;
    private final Findings findings;
    private final WorkStream<?> stream;

    OtherJournals(DataSource source, Findings findings, WorkStream<?> stream) {
        this.source = source;
        this.findings = findings;
        this.stream = stream;
    }

    /** All programs; gives the number of events. */
    long programs() throws SQLException {
        return check(
                JournalScan.ofPrefix(source, PersistenceIds.PROGRAM_PREFIX, NONE, PAGE_ROWS),
                JournalSerializer.PROGRAM_EVENT,
                ProgramEvent.parser(),
                OtherJournals::programName);
    }

    /** One program. */
    long program(String program) throws SQLException {
        return check(
                JournalScan.ofOne(source, PersistenceIds.PROGRAM_PREFIX + program, NONE, PAGE_ROWS),
                JournalSerializer.PROGRAM_EVENT,
                ProgramEvent.parser(),
                OtherJournals::programName);
    }

    /** The acts of admins. */
    long acts() throws SQLException {
        return check(
                JournalScan.ofOne(source, PersistenceIds.ADMIN_ACTS, NONE, PAGE_ROWS),
                JournalSerializer.ADMIN_EVENT,
                AdminEvent.parser(),
                persistenceId -> "acts");
    }

    private static String programName(String persistenceId) {
        return "programs/" + persistenceId.substring(PersistenceIds.PROGRAM_PREFIX.length());
    }

    private long check(JournalScan scan, String manifest, Parser<?> parser, UnaryOperator<String> name)
            throws SQLException {
        long events = 0;
        String current = "";
        @Nullable ChainCheck chain = null;
        for (List<JournalRow> page = scan.page(scan.start());
                !page.isEmpty();
                page = scan.page(JournalScan.after(page))) {
            stream.step();
            for (JournalRow row : page) {
                String subject = name.apply(row.persistenceId());
                if (chain == null || !row.persistenceId().equals(current)) {
                    current = row.persistenceId();
                    chain = new ChainCheck(
                            JournalSerializer.IDENTIFIER,
                            manifest,
                            (fault, number, message) -> findings.add(Faults.rule(fault), subject, number, message));
                }
                ByteString event = chain.next(row);
                if (event != null && !chain.isRowFaulty()) {
                    read(event, parser, subject, row.sequenceNumber());
                }
                events++;
            }
        }
        return events;
    }

    private void read(ByteString event, Parser<?> parser, String subject, long number) {
        try {
            var unused = parser.parseFrom(event);
        } catch (InvalidProtocolBufferException unreadable) {
            findings.add(
                    VerificationRule.VERIFICATION_RULE_RECORD,
                    subject,
                    number,
                    "the event cannot be read: " + unreadable.getMessage());
        }
    }
}
