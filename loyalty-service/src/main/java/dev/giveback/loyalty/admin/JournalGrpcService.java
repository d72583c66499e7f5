package dev.giveback.loyalty.admin;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.loyalty.acts.ActList;
import dev.giveback.loyalty.contract.Pages;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.contract.Responses;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.late.RederiveCalls;
import dev.giveback.loyalty.liability.LiabilityReports;
import dev.giveback.loyalty.v1.AdminAct;
import dev.giveback.loyalty.v1.GetLiabilityRequest;
import dev.giveback.loyalty.v1.GetLiabilityResponse;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.ListAdminActsRequest;
import dev.giveback.loyalty.v1.ListAdminActsResponse;
import dev.giveback.loyalty.v1.RederiveCustomerRequest;
import dev.giveback.loyalty.v1.RederiveCustomerResponse;
import io.grpc.stub.StreamObserver;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The journal service by gRPC: each verb is handed to what does it. */
public final class JournalGrpcService extends JournalServiceGrpc.JournalServiceImplBase {
    private final ActList actList;
    private final LiabilityReports liability;
    private final RederiveCalls rederive;
    private final Supplier<String> principal;
    private final Executor blocking;

    /**
     * The service.
     *
     * @param principal of the call that is being handled, asked on its thread; empty text if nobody was authenticated
     * @param blocking whose threads may take their time
     */
    public JournalGrpcService(
            ActList actList,
            LiabilityReports liability,
            RederiveCalls rederive,
            Supplier<String> principal,
            Executor blocking) {
        this.actList = actList;
        this.liability = liability;
        this.rederive = rederive;
        this.principal = principal;
        this.blocking = blocking;
    }

    @Override
    public void listAdminActs(ListAdminActsRequest call, StreamObserver<ListAdminActsResponse> responses) {
        long before = before(call.getPageToken());
        int size = Pages.size(call.getPageSize());
        Responses.send(CompletableFuture.supplyAsync(() -> acts(before, size), blocking), responses);
    }

    @Override
    public void getLiability(GetLiabilityRequest call, StreamObserver<GetLiabilityResponse> responses) {
        liability.start(call, principal.get(), responses);
    }

    @Override
    public void rederiveCustomer(RederiveCustomerRequest call, StreamObserver<RederiveCustomerResponse> responses) {
        rederive.rederive(call, principal.get(), responses);
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
