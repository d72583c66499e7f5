package dev.giveback.loyalty.history;

import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.loyalty.v1.ProgramAt;
import dev.giveback.loyalty.v1.ReadProgramAtResponse;
import dev.giveback.platform.acts.WorkStream;
import dev.giveback.platform.journal.JournalCut;
import dev.giveback.platform.journal.JournalRow;
import dev.giveback.platform.journal.JournalScan;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;

/** One reading of a whole program: one thread reads the next page while another makes states of the one before. */
final class ProgramReading {
    private static final int PAGE_ROWS = 500;

    private final DataSource journal;
    private final Program program;
    private final AsOf.Time at;
    private final WorkStream<ReadProgramAtResponse> stream;
    private final ProgramSheet sheet;
    private String persistenceId = "";
    private ViewFold fold = new ViewFold();
    private long rows;
    private long counted;
    private long late;

    ProgramReading(DataSource journal, Program program, AsOf.Time at, WorkStream<ReadProgramAtResponse> stream) {
        this.journal = journal;
        this.program = program;
        this.at = at;
        this.stream = stream;
        this.sheet = new ProgramSheet(program, at);
    }

    Map<String, String> run() throws Exception {
        JournalScan scan = scan();
        long total = scan.count();
        try (ExecutorService reader = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("admin-read").factory())) {
            CompletableFuture<List<JournalRow>> next = read(scan, scan.start(), reader);
            for (List<JournalRow> page = got(next); !page.isEmpty(); page = got(next)) {
                next = read(scan, JournalScan.after(page), reader);
                page.forEach(this::take);
                stream.step();
                if (stream.isProgressDue()) {
                    stream.send(ReadProgramAtResponse.newBuilder()
                            .setProgress(stream.progress(rows, Math.max(rows, total), "events"))
                            .build());
                }
            }
        }
        sheet.add(fold.customer());
        ProgramAt made = sheet.published(counted, late);
        stream.send(ReadProgramAtResponse.newBuilder()
                .setProgress(stream.progress(rows, rows, "events"))
                .build());
        stream.send(ReadProgramAtResponse.newBuilder().setProgram(made).build());
        return Map.of(
                "events", Long.toString(rows),
                "customers", Long.toString(made.getCustomerCount()),
                "outstanding", Long.toString(made.getBalance().getTotal()));
    }

    /** What was stored when the reading began. */
    private JournalScan scan() throws SQLException, InterruptedException {
        return JournalScan.ofPrefix(
                journal,
                PersistenceIds.CUSTOMER_PREFIX + program.id() + '|',
                JournalCut.ofAllStored(journal),
                PAGE_ROWS);
    }

    private static CompletableFuture<List<JournalRow>> read(
            JournalScan scan, JournalScan.Place after, ExecutorService reader) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return scan.page(after);
                    } catch (SQLException unread) {
                        throw new IllegalStateException("the journal could not be read", unread);
                    }
                },
                reader);
    }

    private static List<JournalRow> got(CompletableFuture<List<JournalRow>> page)
            throws InterruptedException, ExecutionException {
        return page.get();
    }

    private void take(JournalRow row) {
        if (!row.persistenceId().equals(persistenceId)) {
            sheet.add(fold.customer());
            fold = new ViewFold();
            persistenceId = row.persistenceId();
        }
        rows++;
        switch (fold.take(CustomerReplay.stored(row).event(), at)) {
            case RECORDED -> counted++;
            case LATE -> {
                counted++;
                late++;
            }
            case NOT -> {}
        }
    }
}
