package dev.giveback.loyalty.admin;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.loyalty.acts.ActList;
import dev.giveback.loyalty.acts.AdminActs;
import dev.giveback.loyalty.acts.Works;
import dev.giveback.loyalty.contract.Pages;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.contract.Responses;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.feed.EventTails;
import dev.giveback.loyalty.v1.AdminAct;
import dev.giveback.loyalty.v1.CheckDriftRequest;
import dev.giveback.loyalty.v1.CheckDriftResponse;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.ListAdminActsRequest;
import dev.giveback.loyalty.v1.ListAdminActsResponse;
import dev.giveback.loyalty.v1.TailEventsRequest;
import dev.giveback.loyalty.v1.TailEventsResponse;
import dev.giveback.loyalty.v1.VerifyJournalRequest;
import dev.giveback.loyalty.v1.VerifyJournalResponse;
import dev.giveback.loyalty.verification.DriftCheck;
import dev.giveback.loyalty.verification.Verifier;
import io.grpc.stub.StreamObserver;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** The journal service by gRPC: each verb is handed to what does it. */
public final class JournalGrpcService extends JournalServiceGrpc.JournalServiceImplBase {
    private final ActList actList;
    private final AdminActs acts;
    private final Works works;
    private final EventTails tails;
    private final Verifier verifier;
    private final DriftCheck driftCheck;
    private final Executor blocking;

    /**
     * The service.
     *
     * @param blocking whose threads may take their time
     */
    public JournalGrpcService(
            ActList actList,
            AdminActs acts,
            Works works,
            EventTails tails,
            Verifier verifier,
            DriftCheck driftCheck,
            Executor blocking) {
        this.actList = actList;
        this.acts = acts;
        this.works = works;
        this.tails = tails;
        this.verifier = verifier;
        this.driftCheck = driftCheck;
        this.blocking = blocking;
    }

    @Override
    public void listAdminActs(ListAdminActsRequest call, StreamObserver<ListAdminActsResponse> responses) {
        long before = before(call.getPageToken());
        int size = Pages.size(call.getPageSize());
        Responses.send(CompletableFuture.supplyAsync(() -> acts(before, size), blocking), responses);
    }

    @Override
    public void tailEvents(TailEventsRequest call, StreamObserver<TailEventsResponse> responses) {
        tails.open(call, responses, new TailActs(acts, call));
    }

    @Override
    public void verifyJournal(VerifyJournalRequest call, StreamObserver<VerifyJournalResponse> responses) {
        works.start(verifier.ask(call), responses, stream -> verifier.run(call, stream));
    }

    @Override
    public void checkDrift(CheckDriftRequest call, StreamObserver<CheckDriftResponse> responses) {
        CheckDriftRequest seeded = DriftCheck.withSeed(call);
        works.start(driftCheck.ask(seeded), responses, stream -> driftCheck.run(seeded, stream));
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
