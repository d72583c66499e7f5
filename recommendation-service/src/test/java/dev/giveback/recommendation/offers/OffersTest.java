package dev.giveback.recommendation.offers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import com.google.type.Money;
import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.CampaignServiceGrpc;
import dev.giveback.coupon.v1.ListEligibleCampaignsRequest;
import dev.giveback.coupon.v1.ListEligibleCampaignsResponse;
import dev.giveback.coupon.v1.Reward;
import dev.giveback.loyalty.v1.AmountOff;
import dev.giveback.loyalty.v1.CouponTerms;
import dev.giveback.loyalty.v1.GetProgramRequest;
import dev.giveback.loyalty.v1.GetProgramResponse;
import dev.giveback.loyalty.v1.Gift;
import dev.giveback.loyalty.v1.PercentOff;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.loyalty.v1.RedemptionPolicy;
import dev.giveback.platform.grpc.ErrorStatus;
import dev.giveback.recommendation.domain.Objection;
import dev.giveback.recommendation.domain.Product;
import dev.giveback.recommendation.domain.PurchaseModel;
import dev.giveback.recommendation.domain.Recommender;
import dev.giveback.recommendation.domain.ShopEvent;
import dev.giveback.recommendation.live.LiveShop;
import dev.giveback.recommendation.live.Shops;
import dev.giveback.recommendation.v1.Offer;
import dev.giveback.recommendation.v1.RecommendOffersRequest;
import dev.giveback.recommendation.v1.RecommendOffersResponse;
import dev.giveback.recommendation.v1.Recommendation;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Offers with a coupon-service and a loyalty-service in memory, behind gRPC. */
@Timeout(30)
final class OffersTest {
    private static final int DAY = 1_000;
    private static final String ALICE = "programs/shop/customers/alice";

    private final List<Campaign> campaigns = new ArrayList<>();
    private final PurchaseModel model = new PurchaseModel();
    private final Recommender recommender = new Recommender(model, DAY);
    private final Shops shops = new Shops();
    private @Nullable StatusRuntimeException refusal;
    private boolean isSilent;
    private Program program = Program.getDefaultInstance();
    private Server server;
    private ManagedChannel channel;
    private Offers offers;

    @BeforeEach
    void start() throws IOException {
        server = InProcessServerBuilder.forName("offers-test")
                .addService(new Campaigns())
                .addService(new Programs())
                .build()
                .start();
        channel = InProcessChannelBuilder.forName("offers-test").build();
        shops.put(new LiveShop("shop", ZoneOffset.UTC, "GBP", model, recommender));
        offers = new Offers(channel, channel, shops, Runnable::run);
        for (String one : List.of("candle-a", "candle-b", "candle-c")) {
            product(one, "Candles", 300);
        }
        product("sofa", "Furniture", 90_000);
        product("chair", "Furniture", 20_000);
        product("tea", "Drinks", 400);
        for (int i = 0; i < 30; i++) {
            bought("c" + i, DAY - 3, "sofa");
            bought("c" + i, DAY - 2, "chair");
            bought("c" + i, DAY - 2, "candle-c");
        }
        for (int day = DAY - 50; day < DAY; day += 10) {
            bought("alice", day, "candle-a");
            bought("alice", day, "candle-b");
        }
        bought("alice", DAY - 20, "tea");
        recommender.refresh(DAY);
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    private final class Campaigns extends CampaignServiceGrpc.CampaignServiceImplBase {
        @Override
        public void listEligibleCampaigns(
                ListEligibleCampaignsRequest call, StreamObserver<ListEligibleCampaignsResponse> responses) {
            if (isSilent) {
                return;
            }
            StatusRuntimeException refused = refusal;
            if (refused != null) {
                responses.onError(refused);
                return;
            }
            responses.onNext(ListEligibleCampaignsResponse.newBuilder()
                    .addAllCampaigns(campaigns)
                    .build());
            responses.onCompleted();
        }
    }

    private final class Programs extends ProgramServiceGrpc.ProgramServiceImplBase {
        @Override
        public void getProgram(GetProgramRequest call, StreamObserver<GetProgramResponse> responses) {
            responses.onNext(GetProgramResponse.newBuilder().setProgram(program).build());
            responses.onCompleted();
        }
    }

    private void product(String id, String category, long price) {
        model.apply(new ShopEvent.ProductChanged(new Product(id, "", category, List.of(), price, true)), "");
    }

    private void bought(String customer, int day, String product) {
        model.apply(new ShopEvent.Bought(customer, day, List.of(new ShopEvent.Line(product, 1))), "");
    }

    private static Money pounds(long pounds) {
        return Money.newBuilder().setCurrencyCode("GBP").setUnits(pounds).build();
    }

    private void campaign(String id, CouponTerms.Builder terms) {
        campaigns.add(Campaign.newBuilder()
                .setName("programs/shop/campaigns/" + id)
                .setDisplayName("Campaign " + id)
                .setTerms(terms)
                .build());
    }

    private static CouponTerms.Builder percent(int basisPoints) {
        return CouponTerms.newBuilder().setPercentOff(PercentOff.newBuilder().setBasisPoints(basisPoints));
    }

    private static CouponTerms.Builder amount(long pounds) {
        return CouponTerms.newBuilder().setAmountOff(AmountOff.newBuilder().setAmount(pounds(pounds)));
    }

    private List<Offer> ask(String customer, String... basket) {
        return offers.recommend(RecommendOffersRequest.newBuilder()
                        .setCustomer(customer)
                        .setCount(20)
                        .addAllBasketProductIds(List.of(basket))
                        .build())
                .toCompletableFuture()
                .join()
                .getOffersList();
    }

    private static List<String> ids(List<Offer> offers) {
        return offers.stream()
                .map(offer -> offer.getCampaign().substring("programs/shop/campaigns/".length()))
                .toList();
    }

    @Test
    void aCategoryThatIsBoughtOftenComesBeforeOneThatNeverWas() {
        campaign("furniture", percent(1_000).addIncludedCategories("Furniture"));
        campaign("candles", percent(1_000).addIncludedCategories("Candles"));
        campaign("drinks", percent(1_000).addIncludedCategories("Drinks"));
        List<Offer> found = ask(ALICE);

        assertThat(ids(found)).containsExactly("candles", "drinks", "furniture");
        assertThat(found.getFirst().getScorePpm()).isEqualTo(1_000_000);
        assertThat(found.getLast().getScorePpm()).isZero();
        assertThat(found.getFirst().getDisplayName()).isEqualTo("Campaign candles");
        assertThat(found.getFirst().getExplanation())
                .isEqualTo("10 % off Candles, which you buy most; 3 products there that you are likely to want.");
        assertThat(found.getFirst().getProductsList().stream().map(Recommendation::getProduct))
                .containsExactlyInAnyOrder(
                        "programs/shop/products/candle-a",
                        "programs/shop/products/candle-b",
                        "programs/shop/products/candle-c");
        assertThat(found.get(1).getExplanation())
                .isEqualTo("10 % off Drinks, which you buy; 1 product there that you are likely to want.");
        assertThat(found.get(2).getExplanation()).isEqualTo("10 % off Furniture.");
        assertThat(found.get(2).getProductsList()).isEmpty();
    }

    @Test
    void howeverBigWhatNeverWasBoughtStaysBehind() {
        campaign("furniture", percent(9_000).addIncludedCategories("Furniture"));
        campaign("candles", percent(100).addIncludedCategories("Candles"));
        assertThat(ids(ask(ALICE))).containsExactly("candles", "furniture");
    }

    @Test
    void whoHasNoHistoryGetsWhatIsWorthMostOfWhatIsPopular() {
        campaign("candles", percent(1_000).addIncludedCategories("Candles"));
        campaign("furniture", percent(1_000).addIncludedCategories("Furniture"));
        List<Offer> found = ask("programs/shop/customers/newcomer");

        assertThat(ids(found)).containsExactly("furniture", "candles");
        assertThat(found.getFirst().getExplanation()).isEqualTo("10 % off Furniture; 2 recommended products there.");
    }

    @Test
    void whoObjectsIsAnsweredLikeAVisitor() {
        campaign("candles", percent(1_000).addIncludedCategories("Candles"));
        campaign("furniture", percent(1_000).addIncludedCategories("Furniture"));
        List<Offer> visitor = ask("programs/shop/customers/newcomer");
        model.apply(
                new ShopEvent.PreferencesStated(
                        "alice", List.of("Candles"), List.of(), Set.of(Objection.PERSONAL_RECOMMENDATIONS)),
                "");
        assertThat(ask(ALICE)).isEqualTo(visitor);
    }

    @Test
    void whatIsOnlyForAvoidedCategoriesIsLeftOut() {
        campaign("candles", percent(1_000).addIncludedCategories("Candles"));
        campaign("all", percent(1_000));
        model.apply(new ShopEvent.PreferencesStated("alice", List.of(), List.of("Candles"), Set.of()), "");
        List<Offer> found = ask(ALICE);

        assertThat(ids(found)).containsExactly("all");
        assertThat(found.getFirst().getProductsList().stream().map(Recommendation::getProduct))
                .noneMatch(product -> product.contains("candle"));
    }

    @Test
    void theBasketCountsAsBought() {
        campaign("drinks", percent(5_000).addIncludedCategories("Drinks"));
        campaign("sofa", amount(100).addIncludedProducts("sofa").setMinimumOrder(pounds(500)));
        assertThat(ids(ask(ALICE))).containsExactly("drinks", "sofa");

        List<Offer> found = ask(ALICE, "sofa");
        assertThat(ids(found)).containsExactly("sofa", "drinks");
        assertThat(found.getFirst().getExplanation()).isEqualTo("100.00 GBP off sofa, from 500.00 GBP.");
    }

    @Test
    void theFirstOneIsGivenUnlessMoreAreAskedFor() {
        campaign("a", amount(1));
        campaign("b", amount(2));
        RecommendOffersResponse one = offers.recommend(
                        RecommendOffersRequest.newBuilder().setCustomer(ALICE).build())
                .toCompletableFuture()
                .join();
        assertThat(ids(one.getOffersList())).containsExactly("b");
        assertThat(one.getOffers(0).getExplanation()).isEqualTo("2.00 GBP off your order.");
    }

    @Test
    void aRewardCountsLessWhatItsPointsWouldPay() {
        campaign("free", amount(4));
        campaigns.add(Campaign.newBuilder()
                .setName("programs/shop/campaigns/reward")
                .setReward(Reward.newBuilder().setPointsPrice(300))
                .setTerms(amount(5).setTitle("Five off"))
                .build());
        assertThat(ids(ask(ALICE))).containsExactly("reward", "free");
        assertThat(ask(ALICE).getFirst().getDisplayName()).isEqualTo("Five off");
        assertThat(ask(ALICE).getFirst().getExplanation()).isEqualTo("5.00 GBP off your order, for 300 points.");

        program = Program.newBuilder()
                .setRedemption(RedemptionPolicy.newBuilder().setPoints(100).setValue(pounds(1)))
                .build();
        assertThat(ids(ask(ALICE))).containsExactly("free", "reward");
        assertThat(ask(ALICE).get(1).getScorePpm()).isEqualTo(500_000);
    }

    @Test
    void aGiftIsWorthWhatItIsToTheCustomer() {
        campaign(
                "tea",
                CouponTerms.newBuilder()
                        .setGift(Gift.newBuilder().setProduct("tea").setQuantity(1)));
        campaign(
                "elephant",
                CouponTerms.newBuilder()
                        .setGift(Gift.newBuilder().setProduct("elephant").setQuantity(1)));
        List<Offer> found = ask(ALICE);

        assertThat(ids(found)).containsExactly("tea", "elephant");
        assertThat(found.get(0).getExplanation()).isEqualTo("1 × tea as a gift; you are likely to want it.");
        assertThat(found.get(1).getExplanation()).isEqualTo("1 × elephant as a gift.");
    }

    @Test
    void productsWithoutAPriceCountAsOthersDoOnAverage() {
        product("candle-a", "Candles", 0);
        product("candle-b", "Candles", 0);
        product("candle-c", "Candles", 0);
        campaign("candles", percent(1_000).addIncludedCategories("Candles"));
        assertThat(ask(ALICE).getFirst().getScorePpm()).isEqualTo(1_000_000);
        product("tea", "Drinks", 0);
        product("sofa", "Furniture", 0);
        product("chair", "Furniture", 0);
        assertThat(ask(ALICE).getFirst().getScorePpm()).isEqualTo(1_000_000);
    }

    @Test
    void aShopWithoutAnythingRanksById() {
        PurchaseModel empty = new PurchaseModel();
        shops.put(new LiveShop("shop", ZoneOffset.UTC, "GBP", empty, new Recommender(empty, DAY)));
        campaign("b", amount(2));
        campaign("a", percent(1_000));
        assertThat(ids(ask(ALICE))).containsExactly("a", "b");
        campaigns.clear();
        assertThat(ask(ALICE)).isEmpty();
    }

    private StatusRuntimeException failure() {
        try {
            ask(ALICE);
        } catch (CompletionException e) {
            return Objects.requireNonNull((StatusRuntimeException) e.getCause());
        } catch (StatusRuntimeException e) {
            return e;
        }
        throw new AssertionError("answer: offers (expected: a failure)");
    }

    @Test
    void aRefusalIsPassedOn() {
        refusal = ErrorStatus.of(Code.NOT_FOUND, "loyalty.giveback.dev", "CUSTOMER_NOT_FOUND", "customer: unknown")
                .toException();
        assertThat(failure().getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(failure()).hasMessageContaining("customer: unknown");
    }

    @Test
    void whoDoesNotAnswerIsAway() {
        refusal = Status.UNAVAILABLE.asRuntimeException();
        assertThat(failure()).hasMessageContaining("coupon-service: it did not answer in time");
        assertThat(failure().getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        refusal = null;
        isSilent = true;
        assertThat(failure().getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    }

    @Test
    void badQuestionsAreRefusedByField() {
        assertThat(refused(RecommendOffersRequest.newBuilder().setCustomer("alice")))
                .contains("customer: ");
        assertThat(refused(
                        RecommendOffersRequest.newBuilder().setCustomer(ALICE).setCount(21)))
                .contains("count: ");
        assertThat(refused(
                        RecommendOffersRequest.newBuilder().setCustomer(ALICE).addBasketProductIds("a/b")))
                .contains("basket_product_ids[0]: ");
        assertThat(refused(RecommendOffersRequest.newBuilder().setCustomer("programs/nowhere/customers/a")))
                .contains("there is no program nowhere");
    }

    private String refused(RecommendOffersRequest.Builder call) {
        try {
            var unused = offers.recommend(call.build());
            throw new AssertionError("answer: offers (expected: a refusal)");
        } catch (StatusRuntimeException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
