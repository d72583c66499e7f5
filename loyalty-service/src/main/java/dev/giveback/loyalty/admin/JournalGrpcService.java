package dev.giveback.loyalty.admin;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.admin.v1.AdminAct;
import dev.giveback.loyalty.contract.Pages;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.contract.Responses;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.v1.BacktestRequest;
import dev.giveback.loyalty.v1.BacktestResponse;
import dev.giveback.loyalty.v1.CheckDriftRequest;
import dev.giveback.loyalty.v1.CheckDriftResponse;
import dev.giveback.loyalty.v1.CompareCustomerRequest;
import dev.giveback.loyalty.v1.CompareCustomerResponse;
import dev.giveback.loyalty.v1.CorrectOrderRequest;
import dev.giveback.loyalty.v1.CorrectOrderResponse;
import dev.giveback.loyalty.v1.DropSnapshotsRequest;
import dev.giveback.loyalty.v1.DropSnapshotsResponse;
import dev.giveback.loyalty.v1.EraseCustomerRequest;
import dev.giveback.loyalty.v1.EraseCustomerResponse;
import dev.giveback.loyalty.v1.ExportCustomerRequest;
import dev.giveback.loyalty.v1.ExportCustomerResponse;
import dev.giveback.loyalty.v1.ExportJournalRequest;
import dev.giveback.loyalty.v1.ExportJournalResponse;
import dev.giveback.loyalty.v1.GetCustomerAtRequest;
import dev.giveback.loyalty.v1.GetCustomerAtResponse;
import dev.giveback.loyalty.v1.GetLiabilityRequest;
import dev.giveback.loyalty.v1.GetLiabilityResponse;
import dev.giveback.loyalty.v1.ImportJournalRequest;
import dev.giveback.loyalty.v1.ImportJournalResponse;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.ListAdminActsRequest;
import dev.giveback.loyalty.v1.ListAdminActsResponse;
import dev.giveback.loyalty.v1.ListEventsRequest;
import dev.giveback.loyalty.v1.ListEventsResponse;
import dev.giveback.loyalty.v1.ProveEventRequest;
import dev.giveback.loyalty.v1.ProveEventResponse;
import dev.giveback.loyalty.v1.ReadProgramAtRequest;
import dev.giveback.loyalty.v1.ReadProgramAtResponse;
import dev.giveback.loyalty.v1.RebuildDirectoryRequest;
import dev.giveback.loyalty.v1.RebuildDirectoryResponse;
import dev.giveback.loyalty.v1.RederiveCustomerRequest;
import dev.giveback.loyalty.v1.RederiveCustomerResponse;
import dev.giveback.loyalty.v1.RotateKeysRequest;
import dev.giveback.loyalty.v1.RotateKeysResponse;
import dev.giveback.loyalty.v1.SealJournalRequest;
import dev.giveback.loyalty.v1.SealJournalResponse;
import dev.giveback.loyalty.v1.TailEventsRequest;
import dev.giveback.loyalty.v1.TailEventsResponse;
import dev.giveback.loyalty.v1.VerifyJournalRequest;
import dev.giveback.loyalty.v1.VerifyJournalResponse;
import dev.giveback.loyalty.v1.VerifySealsRequest;
import dev.giveback.loyalty.v1.VerifySealsResponse;
import dev.giveback.loyalty.verification.DriftCheck;
import io.grpc.stub.StreamObserver;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The journal service by gRPC: each verb is handed to what does it. */
public final class JournalGrpcService extends JournalServiceGrpc.JournalServiceImplBase {
    private final JournalVerbs verbs;
    private final Supplier<String> principal;
    private final Executor blocking;

    /**
     * The service.
     *
     * @param principal of the call that is being handled, asked on its thread; empty text if nobody was authenticated
     * @param blocking whose threads may take their time
     */
    public JournalGrpcService(JournalVerbs verbs, Supplier<String> principal, Executor blocking) {
        this.verbs = verbs;
        this.principal = principal;
        this.blocking = blocking;
    }

    @Override
    public void rebuildDirectory(RebuildDirectoryRequest call, StreamObserver<RebuildDirectoryResponse> responses) {
        verbs.rebuilds().rebuild(call, responses);
    }

    @Override
    public void dropSnapshots(DropSnapshotsRequest call, StreamObserver<DropSnapshotsResponse> responses) {
        verbs.snapshotDrops().drop(call, responses);
    }

    @Override
    public void listAdminActs(ListAdminActsRequest call, StreamObserver<ListAdminActsResponse> responses) {
        long before = before(call.getPageToken());
        int size = Pages.size(call.getPageSize());
        Responses.send(CompletableFuture.supplyAsync(() -> acts(before, size), blocking), responses);
    }

    @Override
    public void backtest(BacktestRequest call, StreamObserver<BacktestResponse> responses) {
        verbs.backtests().start(call, responses);
    }

    @Override
    public void listEvents(ListEventsRequest call, StreamObserver<ListEventsResponse> responses) {
        verbs.history().listEvents(call, responses);
    }

    @Override
    public void getCustomerAt(GetCustomerAtRequest call, StreamObserver<GetCustomerAtResponse> responses) {
        verbs.history().getCustomerAt(call, responses);
    }

    @Override
    public void compareCustomer(CompareCustomerRequest call, StreamObserver<CompareCustomerResponse> responses) {
        verbs.history().compareCustomer(call, responses);
    }

    @Override
    public void readProgramAt(ReadProgramAtRequest call, StreamObserver<ReadProgramAtResponse> responses) {
        verbs.history().readProgramAt(call, responses);
    }

    @Override
    public void getLiability(GetLiabilityRequest call, StreamObserver<GetLiabilityResponse> responses) {
        verbs.liability().start(call, principal.get(), responses);
    }

    @Override
    public void exportJournal(ExportJournalRequest call, StreamObserver<ExportJournalResponse> responses) {
        verbs.exports()
                .start(
                        call.getContext(),
                        call.getScope(),
                        call.hasResume() ? call.getResume() : null,
                        principal.get(),
                        responses);
    }

    @Override
    public StreamObserver<ImportJournalRequest> importJournal(StreamObserver<ImportJournalResponse> responses) {
        return verbs.imports().open(principal.get(), responses);
    }

    @Override
    public void sealJournal(SealJournalRequest call, StreamObserver<SealJournalResponse> responses) {
        verbs.seals().seal(call, principal.get(), responses);
    }

    @Override
    public void proveEvent(ProveEventRequest call, StreamObserver<ProveEventResponse> responses) {
        verbs.seals().prove(call, principal.get(), responses);
    }

    @Override
    public void verifySeals(VerifySealsRequest call, StreamObserver<VerifySealsResponse> responses) {
        verbs.seals().verify(call, principal.get(), responses);
    }

    @Override
    public void tailEvents(TailEventsRequest call, StreamObserver<TailEventsResponse> responses) {
        verbs.tails().open(call, responses, new TailActs(verbs.recorder(), call));
    }

    @Override
    public void verifyJournal(VerifyJournalRequest call, StreamObserver<VerifyJournalResponse> responses) {
        verbs.works()
                .start(
                        verbs.verifier().ask(call),
                        responses,
                        stream -> verbs.verifier().run(call, stream));
    }

    @Override
    public void checkDrift(CheckDriftRequest call, StreamObserver<CheckDriftResponse> responses) {
        CheckDriftRequest seeded = DriftCheck.withSeed(call);
        verbs.works()
                .start(
                        verbs.driftCheck().ask(seeded),
                        responses,
                        stream -> verbs.driftCheck().run(seeded, stream));
    }

    @Override
    public void rederiveCustomer(RederiveCustomerRequest call, StreamObserver<RederiveCustomerResponse> responses) {
        verbs.rederive().rederive(call, principal.get(), responses);
    }

    @Override
    public void correctOrder(CorrectOrderRequest call, StreamObserver<CorrectOrderResponse> responses) {
        verbs.correct().correct(call, principal.get(), responses);
    }

    private ListAdminActsResponse acts(long before, int size) {
        try {
            List<AdminAct> acts = verbs.acts().before(before, size + 1);
            ListAdminActsResponse.Builder page =
                    ListAdminActsResponse.newBuilder().addAllActs(acts.subList(0, Math.min(size, acts.size())));
            if (acts.size() > size) {
                page.setNextPageToken(
                        Pages.tokenAfter(Long.toString(acts.get(size - 1).getActId())));
            }
            return page.build();
        } catch (SQLException | InvalidProtocolBufferException unread) {
            throw new CompletionException(unread);
        }
    }

    @Override
    public void eraseCustomer(EraseCustomerRequest call, StreamObserver<EraseCustomerResponse> responses) {
        verbs.privacy().erase(call, responses);
    }

    @Override
    public void exportCustomer(ExportCustomerRequest call, StreamObserver<ExportCustomerResponse> responses) {
        verbs.personalData().export(call, responses);
    }

    @Override
    public void rotateKeys(RotateKeysRequest call, StreamObserver<RotateKeysResponse> responses) {
        verbs.privacy().rotate(call, responses);
    }

    private static long before(String token) {
        try {
            return token.isEmpty()
                    ? Long.MAX_VALUE
                    : Long.parseLong(Pages.last(token).orElse(""));
        } catch (NumberFormatException noToken) {
            throw RefusalStatus.of(Refusal.field("page_token", "must be the next_page_token of a page before"));
        }
    }
}
