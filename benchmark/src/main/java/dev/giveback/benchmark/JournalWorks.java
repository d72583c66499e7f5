package dev.giveback.benchmark;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.admin.v1.ExportPiece;
import dev.giveback.loyalty.v1.BacktestRequest;
import dev.giveback.loyalty.v1.BacktestResponse;
import dev.giveback.loyalty.v1.DropSnapshotsRequest;
import dev.giveback.loyalty.v1.ExportJournalRequest;
import dev.giveback.loyalty.v1.ExportJournalResponse;
import dev.giveback.loyalty.v1.GetProgramRequest;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.JournalServiceGrpc.JournalServiceBlockingStub;
import dev.giveback.loyalty.v1.Moment;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.loyalty.v1.ReadProgramAtRequest;
import dev.giveback.loyalty.v1.ReadProgramAtResponse;
import dev.giveback.loyalty.v1.VerifyJournalRequest;
import dev.giveback.loyalty.v1.VerifyJournalResponse;
import io.grpc.Channel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The long works of the journal service, each asked for once and read to its end. */
record JournalWorks(Channel channel) {
    private static final AdminContext CONTEXT = AdminContext.newBuilder()
            .setOperator("benchmark")
            .setReason("how long it takes")
            .build();

    private JournalServiceBlockingStub journal() {
        return JournalServiceGrpc.newBlockingStub(channel);
    }

    /** All customers of the program as they stand now, from their first events. */
    void replay(String program) {
        Iterator<ReadProgramAtResponse> responses = journal()
                .readProgramAt(ReadProgramAtRequest.newBuilder()
                        .setContext(CONTEXT)
                        .setName(program)
                        .setMoment(Moment.newBuilder()
                                .setTime(Timestamp.newBuilder()
                                        .setSeconds(Instant.now().getEpochSecond())))
                        .build());
        expect(last(responses).hasProgram(), "the program");
    }

    /** Checks everything and gives the number of customers' events. */
    long verify() {
        Iterator<VerifyJournalResponse> responses = journal()
                .verifyJournal(
                        VerifyJournalRequest.newBuilder().setContext(CONTEXT).build());
        VerifyJournalResponse end = last(responses);
        expect(end.hasSummary() && end.getSummary().getFindings() == 0, "a summary without findings");
        return end.getSummary().getEvents();
    }

    /** Tells the program's history again under rules that earn twice as much, and gives the number of events. */
    long backtest(String program) {
        Program current = ProgramServiceGrpc.newBlockingStub(channel)
                .getProgram(GetProgramRequest.newBuilder().setName(program).build())
                .getProgram();
        Program.Builder candidate = current.toBuilder().setDisplayName("Twice the points");
        candidate
                .getEarningBuilder()
                .getRateBuilder()
                .setPoints(2 * current.getEarning().getRate().getPoints());
        Iterator<BacktestResponse> responses = journal()
                .backtest(BacktestRequest.newBuilder()
                        .setContext(CONTEXT)
                        .setProgram(program)
                        .addCandidates(candidate)
                        .build());
        BacktestResponse end = last(responses);
        expect(end.hasResult(), "a result");
        return end.getResult().getEventCount();
    }

    /** The whole journal as a file, kept in memory. */
    List<ExportPiece> export() {
        List<ExportPiece> pieces = new ArrayList<>();
        Iterator<ExportJournalResponse> responses = journal()
                .exportJournal(
                        ExportJournalRequest.newBuilder().setContext(CONTEXT).build());
        responses.forEachRemaining(response -> {
            if (response.hasPiece()) {
                pieces.add(response.getPiece());
            }
        });
        return pieces;
    }

    /** Drops the snapshots of a customer. */
    void dropSnapshots(String customer) {
        last(journal()
                .dropSnapshots(DropSnapshotsRequest.newBuilder()
                        .setContext(CONTEXT)
                        .setSubject(customer)
                        .build()));
    }

    /** Bytes of a file in pieces. */
    static long bytes(List<ExportPiece> pieces) {
        return pieces.stream()
                .map(ExportPiece::getData)
                .mapToLong(ByteString::size)
                .sum();
    }

    private static <R> R last(Iterator<R> responses) {
        R last = responses.next();
        while (responses.hasNext()) {
            last = responses.next();
        }
        return last;
    }

    private static void expect(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("the last message is not " + what);
        }
    }
}
