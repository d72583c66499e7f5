package dev.giveback.coupon.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import dev.giveback.coupon.actor.Campaigns;
import dev.giveback.coupon.code.CodeText;
import dev.giveback.coupon.customers.ProgramFacts;
import dev.giveback.coupon.directory.CodeRegistry;
import dev.giveback.coupon.domain.Campaign;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.ClaimId;
import dev.giveback.coupon.domain.ClaimOrder;
import dev.giveback.coupon.domain.ClaimOrder.Way;
import dev.giveback.coupon.domain.ClaimOutcome;
import dev.giveback.coupon.domain.CustomerId;
import dev.giveback.coupon.domain.Reason;
import dev.giveback.coupon.domain.Refusal;
import dev.giveback.coupon.journal.Definitions;
import dev.giveback.coupon.v1.CheckCodeResponse;
import dev.giveback.platform.contract.CallFailure;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Tells what a claim would give, without making it. */
final class CodeChecks {
    private final Campaigns campaigns;
    private final CodeRegistry registry;
    private final InstantSource clock;

    CodeChecks(Campaigns campaigns, CodeRegistry registry, InstantSource clock) {
        this.campaigns = campaigns;
        this.registry = registry;
        this.clock = clock;
    }

    /** Whether a claim failed because the code is none of the campaign that was asked. */
    static boolean isCodeNotFound(Throwable failure) {
        if (!(CallFailure.rootOf(failure) instanceof StatusRuntimeException status)) {
            return false;
        }
        com.google.rpc.Status details = StatusProto.fromThrowable(status);
        return details != null
                && details.getDetailsList().stream()
                        .anyMatch(detail -> reason(detail).equals("CODE_NOT_FOUND"));
    }

    private static String reason(Any detail) {
        try {
            return detail.is(ErrorInfo.class) ? detail.unpack(ErrorInfo.class).getReason() : "";
        } catch (InvalidProtocolBufferException e) {
            return "";
        }
    }

    CompletionStage<CheckCodeResponse> check(CustomerId customer, String typed, ProgramFacts facts, Duration patience) {
        return CodeText.normalise(typed) instanceof CodeText code
                ? registry.find(facts.id(), code)
                        .thenCompose(candidates -> check(customer, code, candidates, facts, patience))
                : CompletableFuture.completedFuture(notFound(""));
    }

    private CompletionStage<CheckCodeResponse> check(
            CustomerId customer, CodeText code, List<CampaignId> candidates, ProgramFacts facts, Duration patience) {
        if (candidates.isEmpty()) {
            return CompletableFuture.completedFuture(notFound(code.value()));
        }
        CampaignId id = candidates.getFirst();
        return campaigns.read(id, patience).thenApply(CampaignViews::standing).thenCompose(campaign -> {
            // An id that no request can have: the check is of a claim that was never made.
            ClaimOrder order = new ClaimOrder(
                    ClaimId.of(id, customer.customer(), ""),
                    customer.customer(),
                    new Way.ByCode(code.value()),
                    false,
                    "");
            Campaign.Check check = campaign.check(order, facts.zone(), clock.instant());
            boolean isForeign = check.outcome() instanceof ClaimOutcome.Rejected rejected
                    && rejected.refusal().reason() == Reason.CODE_NOT_FOUND;
            return isForeign
                    ? check(customer, code, candidates.subList(1, candidates.size()), facts, patience)
                    : CompletableFuture.completedFuture(response(id, campaign, check, code, facts));
        });
    }

    private CheckCodeResponse response(
            CampaignId id, Campaign campaign, Campaign.Check check, CodeText code, ProgramFacts facts) {
        CheckCodeResponse.Builder response = CheckCodeResponse.newBuilder()
                .setNormalisedCode(code.value())
                .setCampaign(id.name())
                .setCampaignVersion(campaign.version())
                .setTerms(Definitions.published(campaign.definition()).getTerms())
                .setQuoteToken(check.quoteToken());
        Instant expiry = campaign.definition().window().couponExpiry(clock.instant(), facts.zone());
        if (expiry != null) {
            response.setCouponExpireTime(Mappers.timestamp(expiry));
        }
        switch (check.outcome()) {
            case ClaimOutcome.Rejected rejected -> {
                Refusal refusal = rejected.refusal();
                response.setRefusalReason(refusal.reason().name()).setMessage(refusal.message());
            }
            case ClaimOutcome.Known known ->
                response.setClaim(Mappers.claimName(id, known.claim().id()));
            case ClaimOutcome.Accepted accepted -> {}
            case ClaimOutcome.Direct direct -> {}
        }
        return response.build();
    }

    private static CheckCodeResponse notFound(String normalised) {
        return CheckCodeResponse.newBuilder()
                .setNormalisedCode(normalised)
                .setRefusalReason(Reason.CODE_NOT_FOUND.name())
                .setMessage("code: there is no such code")
                .build();
    }
}
