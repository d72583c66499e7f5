package dev.giveback.loyalty.admin;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.loyalty.acts.ActList;
import dev.giveback.loyalty.archive.JournalExport;
import dev.giveback.loyalty.archive.JournalImport;
import dev.giveback.loyalty.contract.Pages;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.contract.Responses;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.seal.JournalSeals;
import dev.giveback.loyalty.v1.AdminAct;
import dev.giveback.loyalty.v1.ExportJournalRequest;
import dev.giveback.loyalty.v1.ExportJournalResponse;
import dev.giveback.loyalty.v1.ImportJournalRequest;
import dev.giveback.loyalty.v1.ImportJournalResponse;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.ListAdminActsRequest;
import dev.giveback.loyalty.v1.ListAdminActsResponse;
import dev.giveback.loyalty.v1.ProveEventRequest;
import dev.giveback.loyalty.v1.ProveEventResponse;
import dev.giveback.loyalty.v1.SealJournalRequest;
import dev.giveback.loyalty.v1.SealJournalResponse;
import dev.giveback.loyalty.v1.VerifySealsRequest;
import dev.giveback.loyalty.v1.VerifySealsResponse;
import io.grpc.stub.StreamObserver;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** The journal service by gRPC: each verb is handed to what does it. */
public final class JournalGrpcService extends JournalServiceGrpc.JournalServiceImplBase {
    /** Until the gateway authenticates, no caller has a name. */
    private static final String NOBODY = "";

    private final ActList actList;
    private final JournalExport exports;
    private final JournalImport imports;
    private final JournalSeals seals;
    private final Executor blocking;

    /**
     * The service.
     *
     * @param blocking whose threads may take their time
     */
    public JournalGrpcService(
            ActList actList, JournalExport exports, JournalImport imports, JournalSeals seals, Executor blocking) {
        this.actList = actList;
        this.exports = exports;
        this.imports = imports;
        this.seals = seals;
        this.blocking = blocking;
    }

    @Override
    public void listAdminActs(ListAdminActsRequest call, StreamObserver<ListAdminActsResponse> responses) {
        long before = before(call.getPageToken());
        int size = Pages.size(call.getPageSize());
        Responses.send(CompletableFuture.supplyAsync(() -> acts(before, size), blocking), responses);
    }

    @Override
    public void exportJournal(ExportJournalRequest call, StreamObserver<ExportJournalResponse> responses) {
        exports.start(call, NOBODY, responses);
    }

    @Override
    public StreamObserver<ImportJournalRequest> importJournal(StreamObserver<ImportJournalResponse> responses) {
        return imports.open(NOBODY, responses);
    }

    @Override
    public void sealJournal(SealJournalRequest call, StreamObserver<SealJournalResponse> responses) {
        seals.seal(call, NOBODY, responses);
    }

    @Override
    public void proveEvent(ProveEventRequest call, StreamObserver<ProveEventResponse> responses) {
        seals.prove(call, NOBODY, responses);
    }

    @Override
    public void verifySeals(VerifySealsRequest call, StreamObserver<VerifySealsResponse> responses) {
        seals.verify(call, NOBODY, responses);
    }

    private ListAdminActsResponse acts(long before, int size) {
        try {
            List<AdminAct> acts = actList.before(before, size + 1);
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
