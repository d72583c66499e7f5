package dev.giveback.coupon.admin;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.admin.v1.AdminAct;
import dev.giveback.coupon.contract.RefusalStatus;
import dev.giveback.coupon.domain.Refusal;
import dev.giveback.coupon.v1.CampaignJournalServiceGrpc;
import dev.giveback.coupon.v1.ExportCampaignsRequest;
import dev.giveback.coupon.v1.ExportCampaignsResponse;
import dev.giveback.coupon.v1.ExportCustomerClaimsRequest;
import dev.giveback.coupon.v1.ExportCustomerClaimsResponse;
import dev.giveback.coupon.v1.ImportCampaignsRequest;
import dev.giveback.coupon.v1.ImportCampaignsResponse;
import dev.giveback.coupon.v1.ListCampaignActsRequest;
import dev.giveback.coupon.v1.ListCampaignActsResponse;
import dev.giveback.coupon.v1.RebuildCampaignDirectoryRequest;
import dev.giveback.coupon.v1.RebuildCampaignDirectoryResponse;
import dev.giveback.coupon.v1.VerifyCampaignsRequest;
import dev.giveback.coupon.v1.VerifyCampaignsResponse;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The service of the campaigns' journals by gRPC: each verb is handed to what does it. */
public final class CampaignJournalGrpcService extends CampaignJournalServiceGrpc.CampaignJournalServiceImplBase {
    private static final int DEFAULT_PAGE_SIZE = 50;

    private final CampaignJournalVerbs verbs;
    private final Supplier<String> principal;
    private final Executor blocking;

    /**
     * The service.
     *
     * @param principal of the call that is being handled, asked on its thread; empty text if nobody was authenticated
     * @param blocking whose threads may take their time
     */
    public CampaignJournalGrpcService(CampaignJournalVerbs verbs, Supplier<String> principal, Executor blocking) {
        this.verbs = verbs;
        this.principal = principal;
        this.blocking = blocking;
    }

    @Override
    public void verifyCampaigns(VerifyCampaignsRequest call, StreamObserver<VerifyCampaignsResponse> responses) {
        try {
            verbs.works()
                    .start(
                            verbs.verifier().ask(call, principal.get()),
                            responses,
                            stream -> verbs.verifier().run(call, stream));
        } catch (StatusRuntimeException refused) {
            responses.onError(refused);
        }
    }

    @Override
    public void exportCampaigns(ExportCampaignsRequest call, StreamObserver<ExportCampaignsResponse> responses) {
        verbs.exports()
                .start(
                        call.getContext(),
                        call.getScope(),
                        call.hasResume() ? call.getResume() : null,
                        principal.get(),
                        responses);
    }

    @Override
    public StreamObserver<ImportCampaignsRequest> importCampaigns(StreamObserver<ImportCampaignsResponse> responses) {
        return verbs.imports().open(principal.get(), responses);
    }

    @Override
    public void rebuildCampaignDirectory(
            RebuildCampaignDirectoryRequest call, StreamObserver<RebuildCampaignDirectoryResponse> responses) {
        verbs.rebuilds().start(call, principal.get(), responses);
    }

    @Override
    public void exportCustomerClaims(
            ExportCustomerClaimsRequest call, StreamObserver<ExportCustomerClaimsResponse> responses) {
        verbs.customerFacts().start(call, principal.get(), responses);
    }

    @Override
    public void listCampaignActs(ListCampaignActsRequest call, StreamObserver<ListCampaignActsResponse> responses) {
        blocking.execute(() -> {
            try {
                responses.onNext(acts(call));
                responses.onCompleted();
            } catch (SQLException | InvalidProtocolBufferException | RuntimeException failed) {
                responses.onError(RefusalStatus.of(failed));
            }
        });
    }

    private ListCampaignActsResponse acts(ListCampaignActsRequest call)
            throws SQLException, InvalidProtocolBufferException {
        int size = call.getPageSize() == 0 ? DEFAULT_PAGE_SIZE : call.getPageSize();
        List<AdminAct> acts = verbs.acts().before(before(call.getPageToken()), size + 1);
        ListCampaignActsResponse.Builder page = ListCampaignActsResponse.newBuilder();
        if (acts.size() > size) {
            acts = acts.subList(0, size);
            page.setNextPageToken(Long.toString(acts.getLast().getActId()));
        }
        return page.addAllActs(acts).build();
    }

    private static long before(String token) {
        if (token.isEmpty()) {
            return Long.MAX_VALUE;
        }
        try {
            long before = Long.parseLong(token);
            if (before > 0) {
                return before;
            }
        } catch (NumberFormatException notOurs) {
            // Refused below, as a number that is none of an act is.
        }
        throw RefusalStatus.of(Refusal.field("page_token", "must be the next_page_token of the page before"));
    }
}
