package dev.giveback.standalone.replay;

import com.google.protobuf.util.Timestamps;
import com.google.type.Money;
import dev.giveback.coupon.v1.BuyRewardRequest;
import dev.giveback.coupon.v1.BuyRewardResponse;
import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.CampaignReport;
import dev.giveback.coupon.v1.CampaignServiceGrpc;
import dev.giveback.coupon.v1.CodeServiceGrpc;
import dev.giveback.coupon.v1.CreateCampaignRequest;
import dev.giveback.coupon.v1.CreateCampaignResponse;
import dev.giveback.coupon.v1.Draw;
import dev.giveback.coupon.v1.GetCampaignReportRequest;
import dev.giveback.coupon.v1.GetCampaignReportResponse;
import dev.giveback.coupon.v1.GetCampaignRequest;
import dev.giveback.coupon.v1.GetCampaignResponse;
import dev.giveback.coupon.v1.ListCampaignsRequest;
import dev.giveback.coupon.v1.ListCampaignsResponse;
import dev.giveback.coupon.v1.ListDrawsRequest;
import dev.giveback.coupon.v1.ListDrawsResponse;
import dev.giveback.loyalty.v1.CheckoutOutcome;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.Coupon;
import dev.giveback.loyalty.v1.UnusedCoupon;
import dev.giveback.loyalty.v1.UnusedCouponReason;
import dev.giveback.loyalty.v1.UsedCoupon;
import io.grpc.BindableService;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Campaigns as far as a replay needs them: rewards are ten pounds off, the code is a tenth off for the first so many. */
final class NaiveCampaigns {
    /** How many may use the code. */
    long codeLimit = 500;
    /** Pence that the reports tell beyond what was given. */
    long extraDiscount;

    private final NaiveLoyalty loyalty;
    private final Map<String, Campaign> campaigns = new TreeMap<>();
    private final Map<String, Long> used = new HashMap<>();
    private final Map<String, Long> discounts = new HashMap<>();
    private final Set<String> rewards = new HashSet<>();
    private long bought;

    NaiveCampaigns(NaiveLoyalty loyalty) {
        this.loyalty = loyalty;
    }

    BindableService campaigns() {
        return new Campaigns();
    }

    BindableService codes() {
        return new Codes();
    }

    /** What an order's reward and code take off it; both are told in the outcome. */
    long discount(CompleteCheckoutRequest request, long pence, CheckoutOutcome.Builder outcome) {
        long left = pence;
        for (String reward : request.getBasket().getCouponIdsList()) {
            if (rewards.remove(reward)) {
                left -= use(RetailCampaigns.REWARD, reward, Math.min(1_000, left), outcome);
            }
        }
        for (String code : request.getBasket().getCodesList()) {
            if (used.getOrDefault(RetailCampaigns.THANKS, 0L) < codeLimit) {
                left -= use(RetailCampaigns.THANKS, code, left / 10, outcome);
            } else {
                outcome.addUnusedCoupons(UnusedCoupon.newBuilder()
                        .setCode(code)
                        .setReason(UnusedCouponReason.UNUSED_COUPON_REASON_CODE_REFUSED));
            }
        }
        return pence - left;
    }

    private long use(String campaign, String coupon, long off, CheckoutOutcome.Builder outcome) {
        used.merge(campaign, 1L, Long::sum);
        discounts.merge(campaign, off, Long::sum);
        outcome.getOrderBuilder()
                .addCoupons(UsedCoupon.newBuilder()
                        .setCouponId(coupon)
                        .setCampaign(RetailCampaigns.name("shop", campaign))
                        .setDiscount(pence(off)));
        return off;
    }

    private static Money pence(long pence) {
        return Money.newBuilder()
                .setCurrencyCode("GBP")
                .setUnits(pence / 100)
                .setNanos((int) (pence % 100) * 10_000_000)
                .build();
    }

    private final class Codes extends CodeServiceGrpc.CodeServiceImplBase {
        @Override
        public void buyReward(BuyRewardRequest request, StreamObserver<BuyRewardResponse> observer) {
            loyalty.change(request.getCustomer(), request.getRequestId(), request, observer, () -> {
                loyalty.spend(request.getCustomer(), 1_000);
                String id = "reward-" + request.getRequestId();
                rewards.add(id);
                bought++;
                return BuyRewardResponse.newBuilder()
                        .setCoupon(Coupon.newBuilder().setCouponId(id))
                        .build();
            });
        }
    }

    private final class Campaigns extends CampaignServiceGrpc.CampaignServiceImplBase {
        @Override
        public void createCampaign(CreateCampaignRequest request, StreamObserver<CreateCampaignResponse> observer) {
            if (campaigns.putIfAbsent(request.getCampaign().getName(), request.getCampaign()) != null) {
                observer.onError(NaiveLoyalty.refusal(Status.Code.ALREADY_EXISTS, "CAMPAIGN_EXISTS"));
                return;
            }
            observer.onNext(CreateCampaignResponse.getDefaultInstance());
            observer.onCompleted();
        }

        @Override
        public void getCampaign(GetCampaignRequest request, StreamObserver<GetCampaignResponse> observer) {
            observer.onNext(GetCampaignResponse.newBuilder()
                    .setCampaign(Objects.requireNonNull(campaigns.get(request.getName())).toBuilder()
                            .setVersion(1))
                    .build());
            observer.onCompleted();
        }

        @Override
        public void listCampaigns(ListCampaignsRequest request, StreamObserver<ListCampaignsResponse> observer) {
            observer.onNext(ListCampaignsResponse.newBuilder()
                    .addAllCampaigns(campaigns.values())
                    .build());
            observer.onCompleted();
        }

        /** It draws for every order, and nobody wins. */
        @Override
        public void listDraws(ListDrawsRequest request, StreamObserver<ListDrawsResponse> observer) {
            ListDrawsResponse.Builder answer = ListDrawsResponse.newBuilder();
            if (request.getOutcomesCount() == 0) {
                answer.addDraws(Draw.newBuilder().setNumber(loyalty.orders()));
            }
            observer.onNext(answer.build());
            observer.onCompleted();
        }

        @Override
        public void getCampaignReport(
                GetCampaignReportRequest request, StreamObserver<GetCampaignReportResponse> observer) {
            String id = request.getName().substring(request.getName().lastIndexOf('/') + 1);
            observer.onNext(GetCampaignReportResponse.newBuilder()
                    .setReport(CampaignReport.newBuilder()
                            .setClaimed(id.equals(RetailCampaigns.REWARD) ? bought : used.getOrDefault(id, 0L))
                            .setRedeemed(used.getOrDefault(id, 0L))
                            .setDiscount(pence(discounts.getOrDefault(id, 0L) + extraDiscount))
                            .setReadTime(Timestamps.fromMillis(System.currentTimeMillis())))
                    .build());
            observer.onCompleted();
        }
    }
}
