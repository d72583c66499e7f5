package dev.giveback.recommendation.offers;

import com.google.common.util.concurrent.ListenableFuture;
import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.CampaignServiceGrpc;
import dev.giveback.coupon.v1.CampaignServiceGrpc.CampaignServiceFutureStub;
import dev.giveback.coupon.v1.ListEligibleCampaignsRequest;
import dev.giveback.coupon.v1.ListEligibleCampaignsResponse;
import dev.giveback.loyalty.v1.GetProgramRequest;
import dev.giveback.loyalty.v1.GetProgramResponse;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.loyalty.v1.ProgramServiceGrpc.ProgramServiceFutureStub;
import dev.giveback.platform.contract.CallFailure;
import dev.giveback.recommendation.contract.Reason;
import dev.giveback.recommendation.contract.Recommendations;
import dev.giveback.recommendation.contract.RefusalStatus;
import dev.giveback.recommendation.domain.Recommendation;
import dev.giveback.recommendation.grpc.OfferVerbs;
import dev.giveback.recommendation.live.LiveShop;
import dev.giveback.recommendation.live.Shops;
import dev.giveback.recommendation.offers.OfferRanking.Ranked;
import dev.giveback.recommendation.v1.Offer;
import dev.giveback.recommendation.v1.RecommendOffersRequest;
import dev.giveback.recommendation.v1.RecommendOffersResponse;
import io.grpc.Channel;
import io.grpc.Deadline;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ranks the campaigns that coupon-service would give a customer. */
public final class Offers implements OfferVerbs {
    private static final Pattern CUSTOMER =
            Pattern.compile("programs/([a-z][a-z0-9-]{0,39})/customers/([A-Za-z0-9._~-]{1,64})");
    private static final Pattern PRODUCT_ID = Pattern.compile("[^/\\p{Cntrl}]{1,64}");
    private static final int MAX_BASKET = 100;
    private static final int MAX_COUNT = 20;
    private static final int MAX_PRODUCTS = 3;
    private static final double MILLION = 1_000_000;
    /** The longest that the other services are waited for. */
    private static final long PATIENCE_MILLIS = 2_000;

    private static final Set<Status.Code> AWAY =
            Set.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED, Status.Code.CANCELLED);

    private final CampaignServiceFutureStub campaigns;
    private final ProgramServiceFutureStub programs;
    private final Shops shops;
    private final Executor answers;

    /**
     * Offers.
     *
     * @param coupon to coupon-service, which is asked which campaigns the customer may have
     * @param loyalty to loyalty-service, which is asked what points are worth when one of the campaigns costs points
     * @param answers where they are ranked
     */
    public Offers(Channel coupon, Channel loyalty, Shops shops, Executor answers) {
        campaigns = CampaignServiceGrpc.newFutureStub(coupon);
        programs = ProgramServiceGrpc.newFutureStub(loyalty);
        this.shops = shops;
        this.answers = answers;
    }

    @Override
    public CompletionStage<RecommendOffersResponse> recommend(RecommendOffersRequest call) {
        Matcher customer = CUSTOMER.matcher(call.getCustomer());
        check(
                customer.matches(),
                "customer",
                "must be programs/{program}/customers/{customer}; the customer 1 to 64 of A-Z a-z 0-9 . _ ~ -");
        check(call.getCount() >= 0 && call.getCount() <= MAX_COUNT, "count", "must be 0 to " + MAX_COUNT);
        check(call.getBasketProductIdsCount() <= MAX_BASKET, "basket_product_ids", "must be at most " + MAX_BASKET);
        for (int at = 0; at < call.getBasketProductIdsCount(); at++) {
            check(
                    PRODUCT_ID.matcher(call.getBasketProductIds(at)).matches(),
                    "basket_product_ids[" + at + "]",
                    "must be 1 to 64 characters, none of them a slash or a control character");
        }
        LiveShop shop = shops.find(customer.group(1))
                .orElseThrow(() -> RefusalStatus.of(
                        Reason.PROGRAM_NOT_FOUND, "program: there is no program " + customer.group(1)));
        return recommend(shop, customer.group(2), call);
    }

    private CompletionStage<RecommendOffersResponse> recommend(
            LiveShop shop, String customer, RecommendOffersRequest call) {
        Deadline deadline = Deadline.after(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        return stage(campaigns
                        .withDeadline(deadline)
                        .listEligibleCampaigns(ListEligibleCampaignsRequest.newBuilder()
                                .setCustomer(call.getCustomer())
                                .build()))
                .thenApply(ListEligibleCampaignsResponse::getCampaignsList)
                .thenCompose(eligible -> worth(shop, eligible, deadline)
                        .thenApplyAsync(worth -> ranked(shop, customer, eligible, worth, call), answers))
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(told(failure)));
    }

    private CompletionStage<PointsWorth> worth(LiveShop shop, List<Campaign> eligible, Deadline deadline) {
        if (eligible.stream().noneMatch(Campaign::hasReward)) {
            return CompletableFuture.completedFuture(PointsWorth.NOTHING);
        }
        GetProgramRequest request = GetProgramRequest.newBuilder()
                .setName("programs/" + shop.program())
                .build();
        return stage(programs.withDeadline(deadline).getProgram(request))
                .thenApply(GetProgramResponse::getProgram)
                .thenApply(PointsWorth::of);
    }

    private static RecommendOffersResponse ranked(
            LiveShop shop, String customer, List<Campaign> eligible, PointsWorth worth, RecommendOffersRequest call) {
        Shopper shopper = Shopper.of(shop, customer, call.getBasketProductIdsList());
        List<Deal> deals = eligible.stream()
                .map(campaign -> Deals.of(campaign, worth))
                .filter(deal -> !deal.isAvoided(shopper.avoided()))
                .toList();
        List<Ranked> ranked = OfferRanking.of(deals, shopper.likely());
        RecommendOffersResponse.Builder response = RecommendOffersResponse.newBuilder();
        ranked.stream()
                .limit(call.getCount() == 0 ? 1 : call.getCount())
                .forEach(one -> response.addOffers(
                        offer(shop, shopper, one, ranked.getFirst().worth())));
        return response.build();
    }

    private static Offer offer(LiveShop shop, Shopper shopper, Ranked ranked, double best) {
        Recommendations published = new Recommendations(shop);
        List<Recommendation> about = shopper.about(ranked.deal());
        OfferSentence sentence =
                new OfferSentence(shopper, Currency.getInstance(shop.currencyCode()), published::displayName);
        return Offer.newBuilder()
                .setCampaign("programs/" + shop.program() + "/campaigns/"
                        + ranked.deal().campaign())
                .setDisplayName(ranked.deal().displayName())
                .setScorePpm(best > 0 ? (int) Math.round(MILLION * ranked.worth() / best) : 0)
                .addAllProducts(
                        published.list(about.stream().limit(MAX_PRODUCTS).toList(), false))
                .setExplanation(sentence.of(ranked.deal(), about.size()))
                .build();
    }

    /** What answers nothing is told as being away; what refuses is passed on. */
    private static Throwable told(Throwable failure) {
        Throwable root = CallFailure.rootOf(failure);
        boolean isAway = root instanceof CancellationException
                || (root instanceof StatusRuntimeException status
                        && AWAY.contains(status.getStatus().getCode()));
        return isAway
                ? RefusalStatus.of(
                        Reason.COUPON_SERVICE_AWAY,
                        "coupon-service: it did not answer in time; nothing was changed, try again in a moment")
                : root;
    }

    private static void check(boolean holds, String field, String rule) {
        if (!holds) {
            throw RefusalStatus.field(field, rule);
        }
    }

    /** Completes with the call, on the thread that ends it. */
    private static <T> CompletableFuture<T> stage(ListenableFuture<T> call) {
        CompletableFuture<T> stage = new CompletableFuture<>();
        call.addListener(() -> complete(call, stage), Runnable::run);
        return stage;
    }

    /** The call is done, so nothing waits here. */
    private static <T> void complete(ListenableFuture<T> call, CompletableFuture<T> stage) {
        try {
            stage.complete(call.get());
        } catch (ExecutionException e) {
            stage.completeExceptionally(e.getCause() == null ? e : e.getCause());
        } catch (CancellationException e) {
            stage.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stage.completeExceptionally(e);
        }
    }
}
