package dev.giveback.coupon.grpc;

import com.google.protobuf.Message;
import dev.giveback.coupon.actor.CampaignReply.Recorded;
import dev.giveback.coupon.actor.Campaigns;
import dev.giveback.coupon.contract.RefusalStatus;
import dev.giveback.coupon.customers.ProgramFacts;
import dev.giveback.coupon.directory.Directory;
import dev.giveback.coupon.domain.Campaign;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.ClaimId;
import dev.giveback.coupon.domain.ClaimOrder;
import dev.giveback.coupon.domain.Command;
import dev.giveback.coupon.domain.CustomerId;
import dev.giveback.coupon.domain.Reason;
import dev.giveback.coupon.domain.Request;
import dev.giveback.coupon.v1.ArchiveCampaignRequest;
import dev.giveback.coupon.v1.ArchiveCampaignResponse;
import dev.giveback.coupon.v1.CampaignServiceGrpc;
import dev.giveback.coupon.v1.CampaignState;
import dev.giveback.coupon.v1.CreateCampaignRequest;
import dev.giveback.coupon.v1.CreateCampaignResponse;
import dev.giveback.coupon.v1.EndCampaignRequest;
import dev.giveback.coupon.v1.EndCampaignResponse;
import dev.giveback.coupon.v1.GetCampaignReportRequest;
import dev.giveback.coupon.v1.GetCampaignReportResponse;
import dev.giveback.coupon.v1.GetCampaignRequest;
import dev.giveback.coupon.v1.GetCampaignResponse;
import dev.giveback.coupon.v1.GrantCampaignCouponRequest;
import dev.giveback.coupon.v1.GrantCampaignCouponResponse;
import dev.giveback.coupon.v1.ListCampaignsRequest;
import dev.giveback.coupon.v1.ListCampaignsResponse;
import dev.giveback.coupon.v1.ListDrawsRequest;
import dev.giveback.coupon.v1.ListDrawsResponse;
import dev.giveback.coupon.v1.ListEligibleCampaignsRequest;
import dev.giveback.coupon.v1.ListEligibleCampaignsResponse;
import dev.giveback.coupon.v1.PauseCampaignRequest;
import dev.giveback.coupon.v1.PauseCampaignResponse;
import dev.giveback.coupon.v1.ResumeCampaignRequest;
import dev.giveback.coupon.v1.ResumeCampaignResponse;
import dev.giveback.coupon.v1.UpdateCampaignRequest;
import dev.giveback.coupon.v1.UpdateCampaignResponse;
import dev.giveback.coupon.v1.VerifyDrawsRequest;
import dev.giveback.coupon.v1.VerifyDrawsResponse;
import dev.giveback.platform.contract.Fingerprint;
import dev.giveback.platform.contract.KnownFields;
import dev.giveback.platform.contract.MoneyMapper;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Campaigns by gRPC, for those who run them. */
final class CampaignGrpcService extends CampaignServiceGrpc.CampaignServiceImplBase {
    private static final int DEFAULT_PAGE_SIZE = 50;
    private static final List<CampaignState> NOT_ARCHIVED = List.of(
            CampaignState.CAMPAIGN_STATE_ACTIVE,
            CampaignState.CAMPAIGN_STATE_PAUSED,
            CampaignState.CAMPAIGN_STATE_ENDED);

    private final Calls calls;
    private final CampaignAdministration administration;
    private final Campaigns campaigns;
    private final Claims claims;
    private final Directory directory;
    private final Reports reports;
    private final DrawPages draws;
    private final Eligibility eligibility;

    CampaignGrpcService(
            Calls calls,
            CampaignAdministration administration,
            Campaigns campaigns,
            Claims claims,
            Directory directory,
            Reports reports,
            DrawPages draws,
            Eligibility eligibility) {
        this.calls = calls;
        this.administration = administration;
        this.campaigns = campaigns;
        this.claims = claims;
        this.directory = directory;
        this.reports = reports;
        this.draws = draws;
        this.eligibility = eligibility;
    }

    @Override
    public void createCampaign(CreateCampaignRequest call, StreamObserver<CreateCampaignResponse> responses) {
        Request request = request(call, call.getRequestId());
        calls.answer(
                () -> programOf(call.getCampaign().getName(), "campaign.name", call.getRequestId()),
                (facts, patience) -> administration
                        .create(
                                id(call.getCampaign().getName()),
                                KnownFields.of(call.getCampaign()),
                                request,
                                call.getValidateOnly(),
                                facts,
                                patience)
                        .thenApply(recorded -> CreateCampaignResponse.newBuilder()
                                .setCampaign(Mappers.campaign(recorded, facts.currency()))
                                .build()),
                responses);
    }

    @Override
    public void updateCampaign(UpdateCampaignRequest call, StreamObserver<UpdateCampaignResponse> responses) {
        Request request = request(call, call.getRequestId());
        calls.answer(
                () -> programOf(call.getCampaign().getName(), "campaign.name", call.getRequestId()),
                (facts, patience) -> administration
                        .update(
                                id(call.getCampaign().getName()),
                                KnownFields.of(call.getCampaign()),
                                request,
                                call.getValidateOnly(),
                                facts,
                                patience)
                        .thenApply(recorded -> UpdateCampaignResponse.newBuilder()
                                .setCampaign(Mappers.campaign(recorded, facts.currency()))
                                .build()),
                responses);
    }

    @Override
    public void pauseCampaign(PauseCampaignRequest call, StreamObserver<PauseCampaignResponse> responses) {
        Request request = request(call, call.getRequestId());
        change(
                call.getName(),
                new Command.PauseCampaign(request),
                campaign ->
                        PauseCampaignResponse.newBuilder().setCampaign(campaign).build(),
                responses);
    }

    @Override
    public void resumeCampaign(ResumeCampaignRequest call, StreamObserver<ResumeCampaignResponse> responses) {
        Request request = request(call, call.getRequestId());
        change(
                call.getName(),
                new Command.ResumeCampaign(request),
                campaign -> ResumeCampaignResponse.newBuilder()
                        .setCampaign(campaign)
                        .build(),
                responses);
    }

    @Override
    public void endCampaign(EndCampaignRequest call, StreamObserver<EndCampaignResponse> responses) {
        Request request = request(call, call.getRequestId());
        change(
                call.getName(),
                new Command.EndCampaign(request),
                campaign ->
                        EndCampaignResponse.newBuilder().setCampaign(campaign).build(),
                responses);
    }

    @Override
    public void archiveCampaign(ArchiveCampaignRequest call, StreamObserver<ArchiveCampaignResponse> responses) {
        Request request = request(call, call.getRequestId());
        change(
                call.getName(),
                new Command.ArchiveCampaign(request),
                campaign -> ArchiveCampaignResponse.newBuilder()
                        .setCampaign(campaign)
                        .build(),
                responses);
    }

    private <A> void change(
            String name,
            Command command,
            Function<dev.giveback.coupon.v1.Campaign, A> answer,
            StreamObserver<A> responses) {
        calls.answer(
                () -> programOf(name, "name", command.request().id()),
                (facts, patience) -> changed(id(name), command, patience)
                        .thenApply(recorded -> answer.apply(Mappers.campaign(recorded, facts.currency()))),
                responses);
    }

    private CompletionStage<Recorded> changed(CampaignId id, Command command, Duration patience) {
        return command instanceof Command.ArchiveCampaign archive
                ? administration.archive(id, archive.request(), patience)
                : administration.change(id, command, patience);
    }

    @Override
    public void getCampaign(GetCampaignRequest call, StreamObserver<GetCampaignResponse> responses) {
        calls.answer(
                () -> Checks.campaign(call.getName(), "name").program(),
                (facts, patience) -> existing(id(call.getName()), patience)
                        .thenApply(campaign -> GetCampaignResponse.newBuilder()
                                .setCampaign(Mappers.campaign(campaign, facts.currency()))
                                .build()),
                responses);
    }

    @Override
    public void listCampaigns(ListCampaignsRequest call, StreamObserver<ListCampaignsResponse> responses) {
        calls.answer(
                () -> Checks.program(call.getParent(), "parent"), (facts, patience) -> list(call, facts), responses);
    }

    private CompletionStage<ListCampaignsResponse> list(ListCampaignsRequest call, ProgramFacts facts) {
        int size = call.getPageSize() == 0 ? DEFAULT_PAGE_SIZE : call.getPageSize();
        Collection<CampaignState> states = call.getStatesCount() == 0 ? NOT_ARCHIVED : call.getStatesList();
        return directory
                .page(facts.id(), Checks.lastId(call.getPageToken()), states, call.getText(), size + 1)
                .thenApply(entries -> reports.page(entries, size, facts));
    }

    @Override
    public void getCampaignReport(GetCampaignReportRequest call, StreamObserver<GetCampaignReportResponse> responses) {
        calls.answer(
                () -> Checks.campaign(call.getName(), "name").program(),
                (facts, patience) -> reports.readUpTo()
                        .thenCompose(readMillis -> existing(id(call.getName()), patience)
                                .thenCompose(campaign -> reports.of(
                                        new Reports.Standing(id(call.getName()), campaign, readMillis),
                                        facts,
                                        call.getReturnDays())))
                        .thenApply(report -> GetCampaignReportResponse.newBuilder()
                                .setReport(report)
                                .build()),
                responses);
    }

    @Override
    public void listDraws(ListDrawsRequest call, StreamObserver<ListDrawsResponse> responses) {
        calls.answer(
                () -> Checks.campaign(call.getParent(), "parent").program(),
                (facts, patience) -> {
                    CampaignId id = id(call.getParent());
                    String customer = customerOf(id, call.getCustomer());
                    return existing(id, patience).thenCompose(campaign -> draws.list(id, customer, call));
                },
                responses);
    }

    /** Without the program; empty for everybody. */
    private static String customerOf(CampaignId id, String name) {
        if (name.isEmpty()) {
            return "";
        }
        CustomerId customer = Checks.customer(name, "customer");
        Checks.sameProgram(id, customer);
        return customer.customer();
    }

    @Override
    public void verifyDraws(VerifyDrawsRequest call, StreamObserver<VerifyDrawsResponse> responses) {
        calls.answer(
                () -> Checks.campaign(call.getName(), "name").program(),
                (facts, patience) -> existing(id(call.getName()), patience)
                        .thenCompose(campaign -> draws.verify(id(call.getName()), campaign, call.getPageToken())),
                responses);
    }

    @Override
    public void grantCampaignCoupon(
            GrantCampaignCouponRequest call, StreamObserver<GrantCampaignCouponResponse> responses) {
        calls.answer(
                () -> {
                    CampaignId id = Checks.campaign(call.getCampaign(), "campaign");
                    Checks.requestId(call.getRequestId());
                    Checks.sameProgram(id, Checks.customer(call.getCustomer(), "customer"));
                    return id.program();
                },
                (facts, patience) -> grant(call, facts, patience),
                responses);
    }

    private CompletionStage<GrantCampaignCouponResponse> grant(
            GrantCampaignCouponRequest call, ProgramFacts facts, Duration patience) {
        CampaignId id = id(call.getCampaign());
        CustomerId customer = Checks.customer(call.getCustomer(), "customer");
        ClaimOrder order = new ClaimOrder(
                ClaimId.of(id, customer.customer(), call.getRequestId()),
                customer.customer(),
                new ClaimOrder.Way.ByHand(),
                false,
                "");
        return claims.make(id, order, facts, patience).thenApply(made -> {
            GrantCampaignCouponResponse.Builder response = GrantCampaignCouponResponse.newBuilder()
                    .setClaim(Mappers.claim(id, customer, made.coupon(), made.claim(), facts.currency()));
            Campaign campaign = made.campaign();
            if (campaign != null && campaign.definition().limits().budget() > 0) {
                response.setBudgetLeft(MoneyMapper.toMoney(campaign.budgetLeft(), facts.currency()));
            }
            return response.build();
        });
    }

    @Override
    public void listEligibleCampaigns(
            ListEligibleCampaignsRequest call, StreamObserver<ListEligibleCampaignsResponse> responses) {
        calls.answer(
                () -> Checks.customer(call.getCustomer(), "customer").program(),
                (facts, patience) -> eligibility.of(Checks.customer(call.getCustomer(), "customer"), facts, patience),
                responses);
    }

    private CompletionStage<Campaign> existing(CampaignId id, Duration patience) {
        return campaigns.read(id, patience).thenApply(CampaignViews::standing).thenApply(campaign -> {
            if (!campaign.exists()) {
                throw RefusalStatus.of(Reason.CAMPAIGN_NOT_FOUND, "campaign: there is no such campaign");
            }
            return campaign;
        });
    }

    private Request request(Message call, String requestId) {
        return new Request(requestId, Fingerprint.of(call), calls.principal());
    }

    private static String programOf(String campaign, String field, String requestId) {
        CampaignId id = Checks.campaign(campaign, field);
        Checks.requestId(requestId);
        return id.program();
    }

    private static CampaignId id(String name) {
        return Checks.campaign(name, "name");
    }
}
