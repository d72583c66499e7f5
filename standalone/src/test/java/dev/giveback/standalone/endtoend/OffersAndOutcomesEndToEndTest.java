package dev.giveback.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.type.Money;
import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.CampaignServiceGrpc;
import dev.giveback.coupon.v1.CreateCampaignRequest;
import dev.giveback.coupon.v1.Reward;
import dev.giveback.loyalty.v1.AmountOff;
import dev.giveback.loyalty.v1.CouponTerms;
import dev.giveback.loyalty.v1.PercentOff;
import dev.giveback.recommendation.v1.GetOutcomeReportRequest;
import dev.giveback.recommendation.v1.GetOutcomeReportResponse;
import dev.giveback.recommendation.v1.Impression;
import dev.giveback.recommendation.v1.Mode;
import dev.giveback.recommendation.v1.Offer;
import dev.giveback.recommendation.v1.OutcomeRow;
import dev.giveback.recommendation.v1.RecommendOffersRequest;
import dev.giveback.recommendation.v1.RecommendResponse;
import dev.giveback.recommendation.v1.RecommendationServiceGrpc;
import dev.giveback.recommendation.v1.RecommendationServiceGrpc.RecommendationServiceBlockingStub;
import dev.giveback.recommendation.v1.RecordImpressionsRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Campaigns as offers, and lists with what came of them: the gateway, the three services and a real PostgreSQL. */
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OffersAndOutcomesEndToEndTest {
    private final WholePath path = WholePath.start();
    private final RecommendationShop shop = new RecommendationShop(path.gateway());

    @BeforeAll
    void open() throws Exception {
        shop.create();
        RecommendationShop.await("the program is known", () -> shop.model().getPurchases() == 0);
        shop.brings("ball", "toys", "kite", "toys", "rose", "garden", "spade", "garden");
        shop.buys("ann", "a1", "ball", "kite");
        shop.buys("bob", "b1", "ball", "rose");
        shop.buys("cyn", "c1", "spade", "rose");
        RecommendationShop.await("three orders are known", () -> shop.model().getCustomers() >= 3);
        create("toys", percent().addIncludedCategories("toys"), 0);
        create("garden", percent().addIncludedCategories("garden"), 0);
        create(
                "reward",
                CouponTerms.newBuilder()
                        .setTitle("reward")
                        .setAmountOff(AmountOff.newBuilder().setAmount(pounds(50))),
                1_000);
    }

    @AfterAll
    void stop() {
        path.close();
    }

    private RecommendationServiceBlockingStub recommendations() {
        return RecommendationServiceGrpc.newBlockingStub(path.gateway()).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    private static CouponTerms.Builder percent() {
        return CouponTerms.newBuilder()
                .setTitle("a tenth off")
                .setPercentOff(PercentOff.newBuilder().setBasisPoints(1_000));
    }

    private static Money pounds(long pounds) {
        return Money.newBuilder().setCurrencyCode("GBP").setUnits(pounds).build();
    }

    private void create(String id, CouponTerms.Builder terms, long pointsPrice) {
        Campaign.Builder campaign = Campaign.newBuilder()
                .setName("programs/shop/campaigns/" + id)
                .setDisplayName("The " + id)
                .setTerms(terms);
        if (pointsPrice > 0) {
            campaign.setReward(Reward.newBuilder().setPointsPrice(pointsPrice));
        }
        var unused = CampaignServiceGrpc.newBlockingStub(path.gateway())
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .createCampaign(CreateCampaignRequest.newBuilder()
                        .setRequestId("create-" + id)
                        .setCampaign(campaign)
                        .build());
    }

    private List<Offer> offers(String customer) {
        return recommendations()
                .recommendOffers(RecommendOffersRequest.newBuilder()
                        .setCustomer("programs/shop/customers/" + customer)
                        .setCount(10)
                        .build())
                .getOffersList();
    }

    private List<String> names(String customer) {
        return offers(customer).stream().map(Offer::getDisplayName).toList();
    }

    @Test
    void theOfferThatFitsComesFirstAndOneThatIsTooDearIsNone() throws Exception {
        RecommendationShop.await("both campaigns are known", () -> names("ann").size() == 2);
        RecommendationShop.await("ann buys toys", () -> names("ann").equals(List.of("The toys", "The garden")));

        assertThat(names("cyn")).containsExactly("The garden", "The toys");
        assertThat(offers("ann").getFirst().getExplanation())
                .startsWith("10 % off toys, which you buy most; ")
                .endsWith("that you are likely to want.");
        Status.Code code = Status.Code.OK;
        try {
            offers("nobody");
        } catch (StatusRuntimeException refused) {
            code = refused.getStatus().getCode();
        }
        assertThat(code).isEqualTo(Status.Code.NOT_FOUND);
    }

    private GetOutcomeReportResponse report() {
        return recommendations()
                .getOutcomeReport(GetOutcomeReportRequest.newBuilder()
                        .setParent("programs/shop")
                        .build());
    }

    private int shows(String customer, RecommendResponse list) {
        return recommendations()
                .recordImpressions(RecordImpressionsRequest.newBuilder()
                        .setParent("programs/shop")
                        .addImpressions(Impression.newBuilder()
                                .setCustomer("programs/shop/customers/" + customer)
                                .setShownList(list.getShownList()))
                        .build())
                .getRecordedCount();
    }

    @Test
    void whatWasShownAndBoughtIsInTheReport() throws Exception {
        assertThat(report()).isEqualTo(GetOutcomeReportResponse.getDefaultInstance());
        RecommendationShop.await(
                "bob is shown a kite", () -> shop.products("bob", Mode.MODE_ANY).contains("kite"));
        RecommendResponse list = shop.recommend("bob", Mode.MODE_ANY);

        assertThat(shows("bob", list)).isEqualTo(1);
        assertThat(shows("bob", list)).isZero();
        shop.buys("bob", "b2", "kite", "umbrella");

        RecommendationShop.await(
                "the purchase is a hit", () -> report().getByPersonalization(0).getHits() == 1);
        OutcomeRow row = report().getByPersonalization(0);
        assertThat(row.getPersonalization()).isEqualTo(list.getPersonalization());
        assertThat(row.getProducts()).isEqualTo(list.getShownList().getProductsCount());
        assertThat(report().hasReadTime()).isTrue();

        shop.erases("bob");
        RecommendationShop.await("nothing is left", () -> report().getByPersonalizationCount() == 0);
    }
}
