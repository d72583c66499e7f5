package dev.giveback.loyalty.backtest;

import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.Conditions;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.loyalty.program.ProgramMapper;
import dev.giveback.loyalty.program.ProgramName;
import dev.giveback.loyalty.shadow.Spending;
import dev.giveback.loyalty.shadow.Trial;
import dev.giveback.loyalty.shadow.TrialClock;
import dev.giveback.loyalty.shadow.TrialSums;
import dev.giveback.loyalty.v1.BacktestRequest;
import dev.giveback.loyalty.v1.BacktestResponse;
import dev.giveback.platform.acts.WorkStream;
import dev.giveback.platform.journal.JournalCut;
import dev.giveback.platform.journal.JournalRow;
import dev.giveback.platform.journal.JournalScan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One backtest: the thread that it is called on reads, others tell the customers' lives again. */
final class BacktestRun {
    private static final int THREADS = 2;
    private static final int PAGE_ROWS = 500;
    private static final String UNIT = "events";

    private final BacktestRequest request;
    private final WorkStream<BacktestResponse> stream;
    private final DataSource source;
    private final ProgramMapper mapper;
    private final Conditions conditions;
    private final String programId;
    private final String prefix;

    BacktestRun(
            BacktestRequest request,
            WorkStream<BacktestResponse> stream,
            DataSource source,
            ProgramMapper mapper,
            Conditions conditions) {
        this.request = request;
        this.stream = stream;
        this.source = source;
        this.mapper = mapper;
        this.conditions = conditions;
        this.programId = ProgramName.idOf(request.getProgram());
        this.prefix = PersistenceIds.CUSTOMER_PREFIX + programId + '|';
    }

    /** Does it and sends the result; gives the figures of the act. */
    Map<String, String> run() throws Exception {
        JournalCut cut = JournalCut.ofAllStored(source);
        RecordedPrograms programs = RecordedPrograms.read(source, programId, mapper, cut);
        if (programs.isEmpty()) {
            throw RefusalStatus.of(new Refusal(
                    Reason.PROGRAM_NOT_FOUND,
                    "there is no program '" + request.getProgram() + "'",
                    Map.of("name", request.getProgram())));
        }
        JournalScan scan = JournalScan.ofPrefix(source, prefix, cut, PAGE_ROWS);
        Trial trial = trial(programs, scan);
        long total = scan.count();
        TrialSums sums = told(trial, scan, total);
        stream.send(BacktestResponse.newBuilder()
                .setProgress(stream.progress(total, total, UNIT))
                .build());
        stream.send(BacktestResponse.newBuilder()
                .setResult(new BacktestResults(request, trial, sums).of(total))
                .build());
        return Map.of(
                "events", Long.toString(total),
                "customers", Integer.toString(sums.outcomes().size()),
                "differences", Long.toString(sums.differenceCount()));
    }

    private Trial trial(RecordedPrograms programs, JournalScan scan) throws Exception {
        TrialClock clock = switch (request.getClock()) {
            case BACKTEST_CLOCK_UNSPECIFIED, BACKTEST_CLOCK_HAPPENED, UNRECOGNIZED -> TrialClock.HAPPENED;
            case BACKTEST_CLOCK_RECORDED -> TrialClock.RECORDED;
        };
        Spending spending = switch (request.getRedemptionBehaviour()) {
            case REDEMPTION_BEHAVIOUR_UNSPECIFIED, REDEMPTION_BEHAVIOUR_SAME_REQUESTS, UNRECOGNIZED ->
                Spending.SAME_REQUESTS;
            case REDEMPTION_BEHAVIOUR_SAME_SHARE -> Spending.SAME_SHARE;
            case REDEMPTION_BEHAVIOUR_NONE -> Spending.NONE;
        };
        Instant since = request.hasSinceTime() ? Times.instant(request.getSinceTime()) : null;
        Instant until = request.hasUntilTime() ? Times.instant(request.getUntilTime()) : null;
        return new Trial(
                programs::version,
                programs.current(),
                Candidates.of(request, programs.current(), mapper),
                conditions,
                since,
                until,
                end(since, until, until == null ? JournalEnd.of(scan, clock) : null),
                spending,
                clock);
    }

    private static Instant end(@Nullable Instant since, @Nullable Instant until, @Nullable Instant latest) {
        if (until != null) {
            return until;
        }
        Instant end = latest == null ? Instant.EPOCH : latest;
        return since != null && end.isBefore(since) ? since : end;
    }

    private TrialSums told(Trial trial, JournalScan scan, long total) throws Exception {
        List<TrialThread> threads = new ArrayList<>();
        try {
            for (int i = 1; i <= THREADS; i++) {
                threads.add(new TrialThread(trial, prefix.length(), i));
            }
            handOut(threads, scan, total);
            TrialSums sums = new TrialSums(trial);
            for (TrialThread thread : threads) {
                sums.add(thread.finish());
            }
            return sums;
        } finally {
            threads.forEach(TrialThread::close);
        }
    }

    private void handOut(List<TrialThread> threads, JournalScan scan, long total) throws Exception {
        long done = 0;
        List<JournalRow> page = scan.page(scan.start());
        while (!page.isEmpty()) {
            List<List<JournalRow>> parts = new ArrayList<>();
            threads.forEach(thread -> parts.add(new ArrayList<>(page(threads))));
            for (JournalRow row : page) {
                parts.get(Math.floorMod(row.persistenceId().hashCode(), threads.size()))
                        .add(row);
            }
            for (int i = 0; i < parts.size(); i++) {
                if (!parts.get(i).isEmpty()) {
                    threads.get(i).take(parts.get(i));
                }
            }
            done += page.size();
            stream.step(THREADS);
            if (stream.isProgressDue()) {
                stream.send(BacktestResponse.newBuilder()
                        .setProgress(stream.progress(done, total, UNIT))
                        .build());
            }
            page = scan.page(JournalScan.after(page));
        }
    }

    private static int page(List<TrialThread> threads) {
        return 2 * PAGE_ROWS / threads.size();
    }
}
