package dev.giveback.coupon.grpc;

import dev.giveback.coupon.actor.CampaignReply;
import dev.giveback.coupon.actor.Campaigns;
import dev.giveback.coupon.code.CodeText;
import dev.giveback.coupon.contract.RefusalStatus;
import dev.giveback.coupon.customers.ProgramFacts;
import dev.giveback.coupon.directory.CodeRegistry;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.ClaimId;
import dev.giveback.coupon.domain.ClaimOrder;
import dev.giveback.coupon.domain.ClaimOrder.Way;
import dev.giveback.coupon.domain.Command;
import dev.giveback.coupon.domain.CustomerId;
import dev.giveback.coupon.domain.Memory;
import dev.giveback.coupon.domain.Reason;
import dev.giveback.coupon.domain.Request;
import dev.giveback.coupon.v1.BuyRewardRequest;
import dev.giveback.coupon.v1.BuyRewardResponse;
import dev.giveback.coupon.v1.CheckCodeRequest;
import dev.giveback.coupon.v1.CheckCodeResponse;
import dev.giveback.coupon.v1.Claim;
import dev.giveback.coupon.v1.ClaimCodeRequest;
import dev.giveback.coupon.v1.ClaimCodeResponse;
import dev.giveback.coupon.v1.CodeServiceGrpc;
import dev.giveback.coupon.v1.GenerateCodesRequest;
import dev.giveback.coupon.v1.GenerateCodesResponse;
import dev.giveback.coupon.v1.ReturnClaimRequest;
import dev.giveback.coupon.v1.ReturnClaimResponse;
import dev.giveback.coupon.v1.RevokeCodesRequest;
import dev.giveback.coupon.v1.RevokeCodesResponse;
import dev.giveback.platform.contract.Fingerprint;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Codes and claims by gRPC. */
final class CodeGrpcService extends CodeServiceGrpc.CodeServiceImplBase {
    private final Calls calls;
    private final Campaigns campaigns;
    private final Claims claims;
    private final ClaimReturns returns;
    private final CodeChecks checks;
    private final CodeRegistry registry;

    CodeGrpcService(
            Calls calls,
            Campaigns campaigns,
            Claims claims,
            ClaimReturns returns,
            CodeChecks checks,
            CodeRegistry registry) {
        this.calls = calls;
        this.campaigns = campaigns;
        this.claims = claims;
        this.returns = returns;
        this.checks = checks;
        this.registry = registry;
    }

    @Override
    public void claimCode(ClaimCodeRequest call, StreamObserver<ClaimCodeResponse> responses) {
        calls.answer(
                () -> {
                    Checks.requestId(call.getRequestId());
                    return Checks.customer(call.getCustomer(), "customer").program();
                },
                (facts, patience) -> claim(call, facts, patience),
                responses);
    }

    private CompletionStage<ClaimCodeResponse> claim(ClaimCodeRequest call, ProgramFacts facts, Duration patience) {
        CustomerId customer = Checks.customer(call.getCustomer(), "customer");
        if (!(CodeText.normalise(call.getCode()) instanceof CodeText code)) {
            return CompletableFuture.failedFuture(codeNotFound());
        }
        return registry.find(facts.id(), code)
                .thenCompose(candidates -> claim(call, customer, candidates, facts, patience))
                .thenApply(made -> ClaimCodeResponse.newBuilder()
                        .setClaim(claimOf(customer, made, facts))
                        .setCoupon(made.coupon())
                        .build());
    }

    /** Tries one campaign after another: with unique codes a prefix may be the beginning of another one. */
    private CompletionStage<Claims.Made> claim(
            ClaimCodeRequest call,
            CustomerId customer,
            List<CampaignId> candidates,
            ProgramFacts facts,
            Duration patience) {
        if (candidates.isEmpty()) {
            return CompletableFuture.failedFuture(codeNotFound());
        }
        CampaignId id = candidates.getFirst();
        ClaimOrder order = new ClaimOrder(
                ClaimId.of(id, customer.customer(), call.getRequestId()),
                customer.customer(),
                new Way.ByCode(call.getCode()),
                call.getForCheckout(),
                call.getQuoteToken());
        CompletionStage<Claims.Made> made = claims.make(id, order, facts, patience);
        return candidates.size() == 1
                ? made
                : made.exceptionallyCompose(failure -> CodeChecks.isCodeNotFound(failure)
                        ? claim(call, customer, candidates.subList(1, candidates.size()), facts, patience)
                        : CompletableFuture.failedFuture(failure));
    }

    @Override
    public void checkCode(CheckCodeRequest call, StreamObserver<CheckCodeResponse> responses) {
        calls.answer(
                () -> Checks.customer(call.getCustomer(), "customer").program(),
                (facts, patience) ->
                        checks.check(Checks.customer(call.getCustomer(), "customer"), call.getCode(), facts, patience),
                responses);
    }

    @Override
    public void returnClaim(ReturnClaimRequest call, StreamObserver<ReturnClaimResponse> responses) {
        calls.answer(
                () -> {
                    CampaignId id = Checks.claim(call.getName(), "name").campaign();
                    Checks.sameProgram(id, Checks.customer(call.getCustomer(), "customer"));
                    return id.program();
                },
                (facts, patience) -> returns.give(
                                Checks.claim(call.getName(), "name"),
                                Checks.customer(call.getCustomer(), "customer"),
                                facts,
                                patience)
                        .thenApply(claim ->
                                ReturnClaimResponse.newBuilder().setClaim(claim).build()),
                responses);
    }

    @Override
    public void generateCodes(GenerateCodesRequest call, StreamObserver<GenerateCodesResponse> responses) {
        CodeStream stream = new CodeStream(call, (ServerCallStreamObserver<GenerateCodesResponse>) responses);
        try {
            CampaignId id = Checks.campaign(call.getCampaign(), "campaign");
            var unused = calls.withProgram(
                            id.program(), Duration.ofSeconds(10), (facts, patience) -> campaigns.read(id, patience))
                    .thenApply(CampaignViews::standing)
                    .whenComplete(stream::begin);
        } catch (StatusRuntimeException refused) {
            responses.onError(refused);
        }
    }

    @Override
    public void revokeCodes(RevokeCodesRequest call, StreamObserver<RevokeCodesResponse> responses) {
        Request request = new Request(call.getRequestId(), Fingerprint.of(call), calls.principal());
        calls.answer(
                () -> {
                    Checks.requestId(call.getRequestId());
                    return Checks.campaign(call.getCampaign(), "campaign").program();
                },
                (facts, patience) -> campaigns
                        .decide(
                                Checks.campaign(call.getCampaign(), "campaign"),
                                revoke(call, request),
                                false,
                                Instant.MAX,
                                patience)
                        .thenApply(CodeGrpcService::revoked),
                responses);
    }

    private static Command revoke(RevokeCodesRequest call, Request request) {
        @Nullable String typed = call.hasCode() ? call.getCode() : null;
        return new Command.RevokeCodes(
                request,
                typed,
                call.getRange().getFirstNumber(),
                call.getRange().getCount());
    }

    private static RevokeCodesResponse revoked(CampaignReply reply) {
        return switch (reply) {
            case CampaignReply.Recorded recorded -> revoked(recorded.answer());
            case CampaignReply.Refused refused -> throw RefusalStatus.of(refused.refusal());
            default ->
                throw new IllegalStateException("answer of a campaign: " + reply + " (expected: one to a change)");
        };
    }

    private static RevokeCodesResponse revoked(Memory.Answer answer) {
        return RevokeCodesResponse.newBuilder()
                .setRevoked(answer.revoked())
                .setClaimedBefore(answer.claimedBefore())
                .build();
    }

    @Override
    public void buyReward(BuyRewardRequest call, StreamObserver<BuyRewardResponse> responses) {
        calls.answer(
                () -> {
                    CampaignId id = Checks.campaign(call.getCampaign(), "campaign");
                    Checks.requestId(call.getRequestId());
                    Checks.sameProgram(id, Checks.customer(call.getCustomer(), "customer"));
                    return id.program();
                },
                (facts, patience) -> buy(call, facts, patience),
                responses);
    }

    private CompletionStage<BuyRewardResponse> buy(BuyRewardRequest call, ProgramFacts facts, Duration patience) {
        CampaignId id = Checks.campaign(call.getCampaign(), "campaign");
        CustomerId customer = Checks.customer(call.getCustomer(), "customer");
        ClaimOrder order = new ClaimOrder(
                ClaimId.of(id, customer.customer(), call.getRequestId()),
                customer.customer(),
                new Way.ByPoints(),
                false,
                "");
        return claims.make(id, order, facts, patience)
                .thenApply(made -> BuyRewardResponse.newBuilder()
                        .setClaim(claimOf(customer, made, facts))
                        .setCoupon(made.coupon())
                        .build());
    }

    private static Claim claimOf(CustomerId customer, Claims.Made made, ProgramFacts facts) {
        return Mappers.claim(made.id(), customer, made.coupon(), made.claim(), facts.currency());
    }

    private static StatusRuntimeException codeNotFound() {
        return RefusalStatus.of(Reason.CODE_NOT_FOUND, "code: there is no such code");
    }
}
