package dev.giveback.loyalty.verification;

import dev.giveback.loyalty.contract.Pages;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.v1.VerifyJournalRequest;
import dev.giveback.loyalty.v1.VerifyJournalResponse;
import dev.giveback.platform.acts.AdminAsk;
import dev.giveback.platform.acts.WorkStream;
import dev.giveback.platform.grpc.Principals;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Checks the journal against itself, and what is kept beside it against the journal. */
public final class Verifier {
    /** Rows that are read at once: some hundred kilobytes. */
    private static final int PAGE_ROWS = 1_000;

    private final CustomerSources sources;
    private final DataSource source;
    private final Executor readers;
    private final int pageRows;

    /**
     * A check of the journal of one schema.
     *
     * @param sources of whose connections a check takes two of each at most at once
     * @param readers whose threads may block
     */
    public Verifier(CustomerSources sources, Executor readers) {
        this(sources, readers, PAGE_ROWS);
    }

    /** The same with pages of so many rows. */
    Verifier(CustomerSources sources, Executor readers, int pageRows) {
        this.sources = sources;
        this.source = sources.journal();
        this.readers = readers;
        this.pageRows = pageRows;
    }

    /** What is to be checked. */
    private record Scope(
            @Nullable CustomerId customer,
            @Nullable String program,
            @Nullable CustomerId after) {
        boolean isLeftOut(String id) {
            return after != null && id.compareTo(after.program()) < 0;
        }

        String after(String id) {
            return after != null && after.program().equals(id) ? after.customer() : "";
        }
    }

    /**
     * The act of a check.
     *
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT when a field breaks its rule
     */
    public AdminAsk ask(VerifyJournalRequest call) {
        var unused = scope(call);
        return new AdminAsk(
                "VerifyJournal",
                call.getCustomer().isEmpty() ? call.getProgram() : call.getCustomer(),
                Principals.current(),
                call.getContext().getOperator(),
                call.getContext().getReason(),
                call.getResumeToken().isEmpty() ? Map.of() : Map.of("resumed", "true"));
    }

    private static Scope scope(VerifyJournalRequest call) {
        CustomerId customer = call.getCustomer().isEmpty() ? null : customer(call.getCustomer(), "customer");
        String program = call.getProgram().isEmpty()
                ? null
                : customer(call.getProgram() + "/customers/0", "program").program();
        if (customer != null && program != null) {
            throw refused("program", "must not be set beside customer");
        }
        if (call.getResumeToken().isEmpty()) {
            return new Scope(customer, program, null);
        }
        String last = Pages.last(call.getResumeToken()).orElse("");
        int bar = last.indexOf('|');
        CustomerId after = bar < 0
                ? null
                : CustomerId.parse("programs/" + last.substring(0, bar) + "/customers/" + last.substring(bar + 1));
        if (after == null || customer != null || (program != null && !program.equals(after.program()))) {
            throw refused("resume_token", "must be the resume_token of a check of the same program, or of everything");
        }
        return new Scope(null, program, after);
    }

    private static CustomerId customer(String name, String field) {
        CustomerId id = CustomerId.parse(name);
        if (id == null) {
            throw refused(field, field.equals("program") ? "must be programs/{program}" : CustomerId.RULE);
        }
        return id;
    }

    private static RuntimeException refused(String field, String rule) {
        return RefusalStatus.of(Refusal.field(field, rule));
    }

    /** Checks, and gives what came of it for the record of the act. */
    public Map<String, String> run(VerifyJournalRequest call, WorkStream<VerifyJournalResponse> stream)
            throws SQLException, InterruptedException {
        Scope scope = scope(call);
        Findings findings = new Findings(call.getMaxFindings());
        if (scope.customer() != null) {
            checkOne(scope.customer(), findings, stream);
        } else {
            if (scope.after() == null) {
                checkOthers(scope.program(), findings, stream);
            }
            checkMany(scope, findings, stream);
        }
        stream.send(CheckMessages.OF_JOURNAL.summary(findings.summary()));
        return findings.figures();
    }

    private void checkOne(CustomerId id, Findings findings, WorkStream<VerifyJournalResponse> stream)
            throws SQLException, InterruptedException {
        CustomerPages pages = CustomerPages.ofCustomer(sources, readers, id, pageRows);
        run(findings, stream, pages.count()).run(id.program(), pages, null);
        boolean isUnknown =
                findings.looked().getCustomers() == 0 && findings.summary().getFindings() == 0;
        if (isUnknown) {
            throw RefusalStatus.of(new Refusal(
                    Reason.CUSTOMER_NOT_FOUND,
                    "customer: there is nothing of " + id.name() + ", in the journal or beside it",
                    Map.of()));
        }
    }

    private void checkOthers(@Nullable String program, Findings findings, WorkStream<VerifyJournalResponse> stream)
            throws SQLException {
        OtherJournals others = new OtherJournals(source, findings, stream);
        ProgramTables tables = new ProgramTables(source);
        if (program == null) {
            findings.looked().setProgramEvents(others.programs()).setAdminEvents(others.acts());
        } else {
            findings.looked().setProgramEvents(others.program(program));
            if (findings.looked().getProgramEvents() == 0
                    && !tables.withCustomers().contains(program)) {
                throw RefusalStatus.of(new Refusal(
                        Reason.PROGRAM_NOT_FOUND,
                        "program: there is nothing of programs/" + program + ", in the journal or beside it",
                        Map.of()));
            }
        }
        stream.step();
        tables.checkTotals(program, findings);
        findings.settle();
    }

    private void checkMany(Scope scope, Findings findings, WorkStream<VerifyJournalResponse> stream)
            throws SQLException, InterruptedException {
        List<String> programs = new ArrayList<>();
        long total = 0;
        for (String program :
                scope.program() == null ? new ProgramTables(source).withCustomers() : List.of(scope.program())) {
            if (!scope.isLeftOut(program)) {
                programs.add(program);
                total += pages(scope, program).count();
            }
        }
        CustomerRun<VerifyJournalResponse> run = run(findings, stream, total);
        run.tell();
        for (String program : programs) {
            run.run(program, pages(scope, program), null);
        }
    }

    private CustomerPages pages(Scope scope, String program) {
        return CustomerPages.ofProgram(sources, readers, program, scope.after(program), pageRows);
    }

    private CustomerRun<VerifyJournalResponse> run(
            Findings findings, WorkStream<VerifyJournalResponse> stream, long total) {
        return new CustomerRun<>(new ProgramVersions(source), findings, stream, CheckMessages.OF_JOURNAL, total);
    }
}
