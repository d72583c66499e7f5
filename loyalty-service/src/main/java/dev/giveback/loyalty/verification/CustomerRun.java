package dev.giveback.loyalty.verification;

import dev.giveback.loyalty.contract.Pages;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.loyalty.v1.VerificationFinding;
import dev.giveback.platform.acts.WorkStream;
import dev.giveback.platform.journal.JournalRow;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes customers through their checks, page by page, and tells findings and progress on the way. */
final class CustomerRun<R> {
    /** Some tenths of a millisecond of work. */
    private static final int ROWS_A_STEP = 32;

    private final ProgramVersions versions;
    private final Findings findings;
    private final WorkStream<R> stream;
    private final CheckMessages<R> messages;
    private final long total;
    private String resumeToken = "";
    private @Nullable CustomerCheck check;
    private String checked = "";
    private @Nullable CustomerId customer;

    /** @param total rows that there are to be read; 0 when somebody else tells the progress */
    CustomerRun(
            ProgramVersions versions, Findings findings, WorkStream<R> stream, CheckMessages<R> messages, long total) {
        this.versions = versions;
        this.findings = findings;
        this.stream = stream;
        this.messages = messages;
        this.total = total;
    }

    /**
     * Checks the customers of these pages.
     *
     * @param live the customer in memory, of pages of one customer; null when it is not compared
     */
    void run(String program, CustomerPages pages, @Nullable Customer live) throws SQLException, InterruptedException {
        CustomerPage page;
        do {
            page = pages.next();
            Map<String, Beside> beside = withoutJournal(program, page, live);
            int rows = 0;
            for (JournalRow row : page.rows()) {
                if (!row.persistenceId().equals(checked)) {
                    begin(row.persistenceId(), beside, live);
                }
                if (check != null) {
                    check.next(row);
                }
                if (++rows % ROWS_A_STEP == 0) {
                    step();
                }
            }
            step();
        } while (!page.isLast());
        finish();
        findings.settle();
        tell();
    }

    /** Those of whom there is something beside the journal, and nothing in it. */
    private Map<String, Beside> withoutJournal(String program, CustomerPage page, @Nullable Customer live) {
        Set<String> inJournal = new HashSet<>();
        String prefix = PersistenceIds.CUSTOMER_PREFIX + program + '|';
        page.rows().forEach(row -> inJournal.add(row.persistenceId().substring(prefix.length())));
        new TreeMap<>(page.beside()).forEach((id, beside) -> {
            if (!inJournal.contains(id)) {
                new CustomerCheck(new CustomerId(program, id), beside, live, versions, findings).end();
            }
        });
        return page.beside();
    }

    private void begin(String persistenceId, Map<String, Beside> beside, @Nullable Customer live) {
        finish();
        checked = persistenceId;
        CustomerId id = CustomerId.ofEntity(persistenceId.substring(PersistenceIds.CUSTOMER_PREFIX.length()));
        customer = id;
        Beside own = beside.get(id.customer());
        if (own == null) {
            throw new IllegalStateException(
                    "what is beside " + persistenceId + ": not read (expected: with its first row)");
        }
        check = new CustomerCheck(id, own, live, versions, findings);
    }

    private void finish() {
        if (check != null && customer != null) {
            check.end();
            findings.settle();
            resumeToken = Pages.tokenAfter(customer.entity());
        }
        check = null;
    }

    private void step() throws InterruptedException {
        stream.step();
        tell();
        if (total > 0 && stream.isProgressDue()) {
            stream.send(
                    messages.progress(stream.progress(findings.looked().getEvents(), total, "events"), resumeToken));
        }
    }

    /** Tells the findings that were not told yet. */
    void tell() throws InterruptedException {
        for (VerificationFinding finding : findings.take()) {
            stream.send(messages.finding(finding));
        }
    }
}
