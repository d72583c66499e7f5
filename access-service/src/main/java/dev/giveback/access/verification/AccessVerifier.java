package dev.giveback.access.verification;

import dev.giveback.access.contract.RefusalStatus;
import dev.giveback.access.domain.Reason;
import dev.giveback.access.domain.Refusal;
import dev.giveback.access.journal.PersistenceIds;
import dev.giveback.access.v1.AccessFinding;
import dev.giveback.access.v1.AccessRule;
import dev.giveback.access.v1.VerifyAccessJournalRequest;
import dev.giveback.access.v1.VerifyAccessJournalResponse;
import dev.giveback.platform.acts.AdminAsk;
import dev.giveback.platform.acts.WorkStream;
import dev.giveback.platform.journal.JournalCut;
import dev.giveback.platform.journal.JournalRow;
import dev.giveback.platform.journal.JournalScan;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Checks the journals of this service against themselves, and what is kept beside them against them. */
public final class AccessVerifier {
    private static final Pattern APPROVALS = Pattern.compile("programs/([a-z][a-z0-9-]{0,39})/approvals");
    private static final int PAGE_ROWS = 500;
    /** Some tenths of a millisecond of work. */
    private static final int ROWS_A_STEP = 32;

    private final DataSource source;

    /** @param source the admins' own connections; a check takes one at a time */
    public AccessVerifier(DataSource source) {
        this.source = source;
    }

    /** The stored name of the journal that is to be checked; null for all. */
    private static @Nullable String wanted(String subject) {
        Matcher approvals = APPROVALS.matcher(subject);
        if (approvals.matches()) {
            return PersistenceIds.approvals(approvals.group(1));
        }
        return switch (subject) {
            case "" -> null;
            case "keys" -> PersistenceIds.KEYS;
            case "audit" -> PersistenceIds.AUDIT;
            default ->
                throw RefusalStatus.of(
                        Refusal.field("subject", "must be empty, keys, audit or programs/{program}/approvals"));
        };
    }

    /**
     * The work of a check.
     *
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT when a field breaks its rule
     */
    public AdminAsk ask(VerifyAccessJournalRequest call, String principal) {
        var unused = wanted(call.getSubject());
        return new AdminAsk(
                "VerifyAccessJournal",
                call.getSubject(),
                principal,
                call.getContext().getOperator(),
                call.getContext().getReason(),
                Map.of());
    }

    /** Checks, and gives what came of it. */
    public Map<String, String> run(VerifyAccessJournalRequest call, WorkStream<VerifyAccessJournalResponse> stream)
            throws SQLException, InterruptedException {
        AccessFindings findings = new AccessFindings(call.getMaxFindings());
        SortedSet<String> names = Beside.names(source);
        @Nullable String wanted = wanted(call.getSubject());
        if (wanted != null) {
            names.removeIf(name -> !name.equals(wanted));
            if (names.isEmpty()) {
                throw RefusalStatus.of(Reason.JOURNAL_NOT_FOUND, "subject: there is nothing of " + call.getSubject());
            }
        }
        long total = 0;
        for (String name : names) {
            total += scan(name).count();
        }
        for (String name : names) {
            check(name, total, findings, stream);
        }
        stream.send(VerifyAccessJournalResponse.newBuilder()
                .setSummary(findings.summary())
                .build());
        return findings.figures();
    }

    private JournalScan scan(String name) {
        return JournalScan.ofOne(source, name, new JournalCut(Long.MAX_VALUE), PAGE_ROWS);
    }

    private void check(String name, long total, AccessFindings findings, WorkStream<VerifyAccessJournalResponse> stream)
            throws SQLException, InterruptedException {
        Journal journal = Journal.of(name);
        switch (journal) {
            case Journal.Keys keys -> check(journal, name, Kind.KEYS, total, findings, stream);
            case Journal.Acts acts ->
                findings.looked().setActs(check(journal, name, Kind.ACTS, total, findings, stream));
            case Journal.Approvals approvals -> check(journal, name, Kind.APPROVALS, total, findings, stream);
            case Journal.Foreign foreign ->
                findings.add(
                        AccessRule.ACCESS_RULE_JOURNAL,
                        foreign.subject(),
                        0,
                        "there is no such journal (expected: keys, acts, or approvals of a program)");
        }
        tell(findings, total, stream);
    }

    /** Gives how many keys and sessions, acts or approvals the journal has made. */
    private <S, E> long check(
            Journal journal,
            String name,
            Kind<S, E> kind,
            long total,
            AccessFindings findings,
            WorkStream<VerifyAccessJournalResponse> stream)
            throws SQLException, InterruptedException {
        JournalCheck<S, E> check = new JournalCheck<>(journal.subject(), kind, Beside.read(source, name), findings);
        JournalScan scan = scan(name);
        for (List<JournalRow> rows = scan.page(scan.start());
                !rows.isEmpty();
                rows = scan.page(JournalScan.after(rows))) {
            int taken = 0;
            for (JournalRow row : rows) {
                check.next(row);
                if (++taken % ROWS_A_STEP == 0) {
                    stream.step();
                }
            }
            tell(findings, total, stream);
        }
        check.end();
        return check.made();
    }

    private static void tell(AccessFindings findings, long total, WorkStream<VerifyAccessJournalResponse> stream)
            throws InterruptedException {
        stream.step();
        for (AccessFinding finding : findings.take()) {
            stream.send(
                    VerifyAccessJournalResponse.newBuilder().setFinding(finding).build());
        }
        if (stream.isProgressDue()) {
            stream.send(VerifyAccessJournalResponse.newBuilder()
                    .setProgress(stream.progress(findings.looked().getEvents(), total, "events"))
                    .build());
        }
    }
}
