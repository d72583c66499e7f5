package dev.giveback.recommendation.outcomes;

import dev.giveback.recommendation.contract.Reason;
import dev.giveback.recommendation.contract.RefusalStatus;
import dev.giveback.recommendation.grpc.OutcomeVerbs;
import dev.giveback.recommendation.live.Shops;
import dev.giveback.recommendation.outcomes.OutcomeTable.Question;
import dev.giveback.recommendation.v1.GetOutcomeReportRequest;
import dev.giveback.recommendation.v1.GetOutcomeReportResponse;
import dev.giveback.recommendation.v1.Personalization;
import dev.giveback.recommendation.v1.RecordImpressionsRequest;
import dev.giveback.recommendation.v1.RecordImpressionsResponse;
import io.grpc.Status;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Records lists that were shown, and tells what came of them. No call blocks its caller. */
public final class Outcomes implements OutcomeVerbs {
    private static final int DEFAULT_WINDOW_DAYS = 7;
    private static final Instant FOR_EVER = Instant.parse("9999-12-31T23:59:59Z");
    /** So long a program's first lists wait for the reader, at most; it takes about a second. */
    private static final int FOLLOW_TRIES = 20;

    private static final long FOLLOW_PAUSE_MILLIS = 150;
    /** So long each of a report's two sums may take, and so long a report waits for its turn. */
    private static final int REPORT_SECONDS = 20;
    /** The state of a statement that was stopped. */
    private static final String STOPPED = "57014";

    private final ImpressionTable impressions;
    private final OutcomeTable outcomes;
    private final Executor blocking;
    private final Shops shops;
    private final InstantSource clock;
    private final Set<String> followed = ConcurrentHashMap.newKeySet();
    private final int reportSeconds;
    /** One report at a time, since each may look at all lists that are kept. */
    private final Semaphore reports = new Semaphore(1, true);

    /**
     * Outcomes in these tables.
     *
     * @param tables connections that find the tables of {@link OutcomeSchema}
     * @param blocking whose threads may wait for the database
     * @param shops that tell which programs there are
     */
    public Outcomes(DataSource tables, Executor blocking, Shops shops, InstantSource clock) {
        this(tables, blocking, shops, clock, REPORT_SECONDS);
    }

    /** The same with another limit for reports. */
    Outcomes(DataSource tables, Executor blocking, Shops shops, InstantSource clock, int reportSeconds) {
        impressions = new ImpressionTable(tables);
        outcomes = new OutcomeTable(tables, reportSeconds);
        this.reportSeconds = reportSeconds;
        this.blocking = blocking;
        this.shops = shops;
        this.clock = clock;
    }

    @Override
    public CompletionStage<RecordImpressionsResponse> record(RecordImpressionsRequest call) {
        String program = existing(ImpressionChecks.program(call.getParent()));
        Instant now = clock.instant();
        return ask(() -> {
            // Here, since up to 10,000 products are checked and the caller's thread may be that of many calls.
            List<ShownTo> lists = ImpressionChecks.lists(call, now);
            int recorded = impressions.record(program, lists);
            if (recorded > 0) {
                awaitFollowed(program);
            }
            return RecordImpressionsResponse.newBuilder()
                    .setRecordedCount(recorded)
                    .build();
        });
    }

    /** Whoever shows a program's first lists knows by the answer that the purchases to come are found. */
    private void awaitFollowed(String program) throws SQLException, InterruptedException {
        for (int tries = 0; tries < FOLLOW_TRIES && !followed.contains(program); tries++) {
            if (impressions.isFollowed(program)) {
                followed.add(program);
            } else {
                TimeUnit.MILLISECONDS.sleep(FOLLOW_PAUSE_MILLIS);
            }
        }
    }

    @Override
    public CompletionStage<GetOutcomeReportResponse> report(GetOutcomeReportRequest call) {
        String program = existing(ImpressionChecks.program(call.getParent()));
        Question question = question(program, call);
        return ask(() -> {
            if (!reports.tryAcquire(reportSeconds, TimeUnit.SECONDS)) {
                throw new RejectedExecutionException("report: another one takes its time");
            }
            try {
                return report(question);
            } finally {
                reports.release();
            }
        });
    }

    private GetOutcomeReportResponse report(Question question) throws SQLException {
        try {
            // Read before the lists, or it would promise too much.
            long readMillis = outcomes.readUpToMillis();
            return OutcomeReport.of(
                    outcomes.byPersonalization(question),
                    outcomes.byStrategy(question, Personalization.PERSONALIZATION_PERSONAL_VALUE),
                    readMillis);
        } catch (SQLException e) {
            if (STOPPED.equals(e.getSQLState())) {
                throw Status.DEADLINE_EXCEEDED
                        .withDescription("report: it takes longer than " + reportSeconds
                                + " s; ask for less time between start_time and end_time, or for one page")
                        .withCause(e)
                        .asRuntimeException();
            }
            throw e;
        }
    }

    private Question question(String program, GetOutcomeReportRequest call) {
        if (call.getWindowDays() < 0 || call.getWindowDays() > OutcomeLedger.DAYS) {
            throw RefusalStatus.field("window_days", "must be 0 to " + OutcomeLedger.DAYS);
        }
        Duration window = Duration.ofDays(call.getWindowDays() == 0 ? DEFAULT_WINDOW_DAYS : call.getWindowDays());
        Instant start =
                call.hasStartTime() ? ImpressionChecks.instant(call.getStartTime(), "start_time") : Instant.EPOCH;
        Instant end = call.hasEndTime() ? ImpressionChecks.instant(call.getEndTime(), "end_time") : FOR_EVER;
        if (!start.isBefore(end)) {
            throw RefusalStatus.field("end_time", "must be after start_time");
        }
        Instant lastEnded = clock.instant().minus(window);
        boolean endsEarlier = call.getOnlyEndedWindows() && lastEnded.isBefore(end);
        return new Question(
                program,
                window.toMillis(),
                start.toEpochMilli(),
                (endsEarlier ? lastEnded : end).toEpochMilli(),
                ImpressionChecks.page(call.getPage()));
    }

    private String existing(String program) {
        if (shops.find(program).isEmpty()) {
            throw RefusalStatus.of(Reason.PROGRAM_NOT_FOUND, "program: there is no program " + program);
        }
        return program;
    }

    private interface Answer<T> {
        T get() throws SQLException, InterruptedException;
    }

    private <T> CompletionStage<T> ask(Answer<T> answer) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return answer.get();
                    } catch (SQLException | InterruptedException e) {
                        throw new CompletionException(e);
                    }
                },
                blocking);
    }
}
