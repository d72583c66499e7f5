package dev.giveback.feedback.grpc;

import com.google.protobuf.util.Timestamps;
import dev.giveback.feedback.domain.ContactState;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Referral;
import dev.giveback.feedback.domain.Request;
import dev.giveback.feedback.domain.Reward;
import dev.giveback.feedback.outreach.OutreachChange;
import dev.giveback.feedback.outreach.OutreachMapper;
import dev.giveback.feedback.outreach.Outreaches;
import dev.giveback.feedback.outreach.PolicyChecks;
import dev.giveback.feedback.v1.GetReferralCodeRequest;
import dev.giveback.feedback.v1.GetReferralCodeResponse;
import dev.giveback.feedback.v1.GetReferralOfferRequest;
import dev.giveback.feedback.v1.GetReferralOfferResponse;
import dev.giveback.feedback.v1.RedeemReferralCodeRequest;
import dev.giveback.feedback.v1.RedeemReferralCodeResponse;
import dev.giveback.feedback.v1.ReferralOffer;
import dev.giveback.feedback.v1.ReferralServiceGrpc;
import dev.giveback.feedback.v1.UpdateReferralOfferRequest;
import dev.giveback.feedback.v1.UpdateReferralOfferResponse;
import dev.giveback.platform.text.TypedText;
import io.grpc.stub.StreamObserver;

/** Customers who bring others, by gRPC. */
public final class ReferralGrpcService extends ReferralServiceGrpc.ReferralServiceImplBase {
    private final Calls calls;
    private final Outreaches outreaches;
    private final Referrals referrals;

    /** The service. */
    public ReferralGrpcService(Calls calls, Outreaches outreaches, Referrals referrals) {
        this.calls = calls;
        this.outreaches = outreaches;
        this.referrals = referrals;
    }

    @Override
    public void updateReferralOffer(
            UpdateReferralOfferRequest request, StreamObserver<UpdateReferralOfferResponse> responses) {
        calls.answer(
                () -> {
                    String program = Checks.referralOffer(request.getOffer().getName(), "offer.name");
                    return new OutreachChange.SetReferralOffer(
                            PolicyChecks.offer(request.getOffer(), program),
                            calls.request(request.getRequestId(), request));
                },
                change -> Checks.referralOffer(change.offer().getName(), "offer.name"),
                (change, patience) -> OutreachGrpcService.event(outreaches.change(
                                Checks.referralOffer(change.offer().getName(), "offer.name"), change, false))
                        .thenApply(event -> UpdateReferralOfferResponse.newBuilder()
                                .setOffer(event.getReferralOffer())
                                .build()),
                responses);
    }

    @Override
    public void getReferralOffer(GetReferralOfferRequest request, StreamObserver<GetReferralOfferResponse> responses) {
        calls.answer(
                () -> Checks.referralOffer(request.getName(), "name"),
                program -> program,
                (program, patience) -> outreaches.read(program).thenApply(stored -> {
                    ReferralOffer offer = stored.offer();
                    return GetReferralOfferResponse.newBuilder()
                            .setOffer(
                                    offer == null
                                            ? ReferralOffer.newBuilder()
                                                    .setName(request.getName())
                                                    .build()
                                            : offer)
                            .build();
                }),
                responses);
    }

    @Override
    public void getReferralCode(GetReferralCodeRequest request, StreamObserver<GetReferralCodeResponse> responses) {
        calls.answer(
                () -> new Redemption(Checks.customer(request.getCustomer(), "customer"), "", calls.request()),
                redemption -> redemption.customer().program(),
                (redemption, patience) -> referrals
                        .code(redemption.customer(), redemption.request(), patience)
                        .thenApply(ReferralGrpcService::code),
                responses);
    }

    private static GetReferralCodeResponse code(ContactState state) {
        String code = state.referralCode();
        return GetReferralCodeResponse.newBuilder()
                .setCode(code == null ? "" : code)
                .setReferred(state.referred())
                .build();
    }

    /** Who comes by which code, or asks for one. */
    private record Redemption(CustomerId customer, String code, Request request) {}

    @Override
    public void redeemReferralCode(
            RedeemReferralCodeRequest request, StreamObserver<RedeemReferralCodeResponse> responses) {
        calls.answer(
                () -> new Redemption(
                        Checks.customer(request.getCustomer(), "customer"),
                        TypedText.normal(request.getCode()),
                        calls.request()),
                redemption -> redemption.customer().program(),
                (redemption, patience) -> referrals
                        .redeem(redemption.customer(), redemption.code(), redemption.request(), patience)
                        .thenApply(referral -> redeemed(redemption.customer(), referral)),
                responses);
    }

    private static RedeemReferralCodeResponse redeemed(CustomerId customer, Referral referral) {
        Reward reward = referral.reward();
        RedeemReferralCodeResponse.Builder answer = RedeemReferralCodeResponse.newBuilder()
                .setRedeemTime(Timestamps.fromMillis(referral.time().toEpochMilli()));
        dev.giveback.feedback.v1.Reward told = OutreachMapper.reward(customer.program(), reward);
        if (told != null) {
            answer.setReward(told);
        }
        return answer.build();
    }
}
