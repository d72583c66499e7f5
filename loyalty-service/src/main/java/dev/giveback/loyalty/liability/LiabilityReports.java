package dev.giveback.loyalty.liability;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.loyalty.journal.StoredEvents;
import dev.giveback.loyalty.program.ProgramName;
import dev.giveback.loyalty.v1.GetLiabilityRequest;
import dev.giveback.loyalty.v1.GetLiabilityResponse;
import dev.giveback.loyalty.v1.Liability;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.platform.acts.AdminAsk;
import dev.giveback.platform.acts.WorkStream;
import dev.giveback.platform.acts.Works;
import dev.giveback.platform.feed.FeedEnvelope;
import dev.giveback.platform.feed.FeedOffset;
import dev.giveback.platform.feed.FeedPage;
import dev.giveback.platform.feed.FeedSettings;
import dev.giveback.platform.feed.JournalFeed;
import dev.giveback.platform.journal.JournalCut;
import dev.giveback.platform.journal.JournalScan;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import javax.sql.DataSource;

/** Tells what programs owe in points, from their events alone. */
public final class LiabilityReports {
    private static final int PAGE_ROWS = 500;

    private final DataSource source;
    private final JournalFeed feed;
    private final InstantSource clock;
    private final Works works;

    /**
     * The reports.
     *
     * @param source connections that admins may keep busy
     */
    public LiabilityReports(DataSource source, InstantSource clock, Works works) {
        this.source = source;
        this.feed = new JournalFeed(source, FeedSettings.DEFAULT.withPageRows(PAGE_ROWS));
        this.clock = clock;
        this.works = works;
    }

    /** Starts a report; call it on the thread of the call. */
    public void start(GetLiabilityRequest call, String principal, StreamObserver<GetLiabilityResponse> responses) {
        long now = clock.millis();
        long millis = call.hasTime() ? millis(call.getTime(), "time", now) : now;
        long known = call.hasKnownTime() ? millis(call.getKnownTime(), "known_time", now) : millis;
        if (known < millis) {
            throw RefusalStatus.of(Refusal.field("known_time", "must not lie before time"));
        }
        Moment moment = new Moment(millis, known);
        String id = ProgramName.idOf(call.getProgram());
        AdminAsk ask = new AdminAsk(
                "GetLiability",
                call.getProgram(),
                principal,
                call.getContext().getOperator(),
                call.getContext().getReason(),
                Map.of(
                        "time", Timestamps.toString(Timestamps.fromMillis(millis)),
                        "known_time", Timestamps.toString(Timestamps.fromMillis(known))));
        works.start(ask, responses, (WorkStream<GetLiabilityResponse> stream) -> report(id, moment, stream));
    }

    private static long millis(Timestamp time, String field, long now) {
        if (!Timestamps.isValid(time) || Timestamps.toMillis(time) > now) {
            throw RefusalStatus.of(Refusal.field(field, "must be a time that does not lie in the future"));
        }
        return Timestamps.toMillis(time);
    }

    private Map<String, String> report(String programId, Moment moment, WorkStream<GetLiabilityResponse> stream)
            throws SQLException, InterruptedException, InvalidProtocolBufferException {
        JournalCut cut = JournalCut.ofAllStored(source);
        Program program = ProgramThen.find(feed, programId, moment.millis());
        if (program == null) {
            throw RefusalStatus.of(new Refusal(
                    Reason.PROGRAM_NOT_FOUND, "program: there was none of this name at that time", Map.of()));
        }
        CohortLedger ledger = new CohortLedger(ZoneId.of(program.getTimeZone()));
        LotBook book = new LotBook(moment, ledger);
        Liability liability;
        try {
            read(PersistenceIds.CUSTOMER_PREFIX + programId + "|", cut, book, stream);
            liability = LiabilityReport.of(program, moment, book, ledger);
        } catch (IllegalStateException damaged) {
            throw Status.DATA_LOSS.withDescription(damaged.getMessage()).asRuntimeException();
        }
        stream.send(GetLiabilityResponse.newBuilder().setLiability(liability).build());
        return Map.of(
                "events", Long.toString(book.events()),
                "outstanding", Long.toString(liability.getOutstanding()));
    }

    private void read(String prefix, JournalCut cut, LotBook book, WorkStream<GetLiabilityResponse> stream)
            throws SQLException, InterruptedException, InvalidProtocolBufferException {
        long total = JournalScan.ofPrefix(source, prefix, cut, PAGE_ROWS).count();
        long done = 0;
        FeedOffset after = FeedOffset.START;
        FeedPage page;
        do {
            page = feed.read(after, prefix);
            for (FeedEnvelope envelope : page.envelopes()) {
                if (envelope.offset().transactionId() < cut.transactionId()) {
                    done++;
                    book.apply(
                            envelope.persistenceId().substring(prefix.length()),
                            envelope.sequenceNumber(),
                            StoredEvents.read(
                                    JournalRecord.parseFrom(envelope.payload()).getEvent()));
                }
            }
            after = page.next();
            progress(done, total, stream);
            stream.step();
        } while (page.rowsSeen() == PAGE_ROWS && after.transactionId() < cut.transactionId());
        progress(total, total, stream);
    }

    private static void progress(long done, long total, WorkStream<GetLiabilityResponse> stream)
            throws InterruptedException {
        if (done == total || stream.isProgressDue()) {
            stream.send(GetLiabilityResponse.newBuilder()
                    .setProgress(stream.progress(done, total, "events"))
                    .build());
        }
    }
}
