package dev.giveback.recommendation.grpc;

import dev.giveback.recommendation.contract.Recommendations;
import dev.giveback.recommendation.domain.LearntTaste;
import dev.giveback.recommendation.domain.Recommendation;
import dev.giveback.recommendation.domain.Similar;
import dev.giveback.recommendation.domain.Strategy;
import dev.giveback.recommendation.live.LiveShop;
import dev.giveback.recommendation.live.Shops;
import dev.giveback.recommendation.v1.GetOutcomeReportRequest;
import dev.giveback.recommendation.v1.GetOutcomeReportResponse;
import dev.giveback.recommendation.v1.GetTasteRequest;
import dev.giveback.recommendation.v1.GetTasteResponse;
import dev.giveback.recommendation.v1.LearntCategory;
import dev.giveback.recommendation.v1.ListBoughtTogetherRequest;
import dev.giveback.recommendation.v1.ListBoughtTogetherResponse;
import dev.giveback.recommendation.v1.ListSimilarProductsRequest;
import dev.giveback.recommendation.v1.ListSimilarProductsResponse;
import dev.giveback.recommendation.v1.Personalization;
import dev.giveback.recommendation.v1.RecommendOffersRequest;
import dev.giveback.recommendation.v1.RecommendOffersResponse;
import dev.giveback.recommendation.v1.RecommendRequest;
import dev.giveback.recommendation.v1.RecommendResponse;
import dev.giveback.recommendation.v1.RecommendationServiceGrpc;
import dev.giveback.recommendation.v1.RecordImpressionsRequest;
import dev.giveback.recommendation.v1.RecordImpressionsResponse;
import dev.giveback.recommendation.v1.RepeatedPurchase;
import dev.giveback.recommendation.v1.SimilarProduct;
import io.grpc.stub.StreamObserver;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Answers what a customer may want next. What is kept is answered on the thread of the call, which must not be held up for long; what has to be found
 * is found on threads of its own.
 */
public final class RecommendationGrpcService extends RecommendationServiceGrpc.RecommendationServiceImplBase {
    private static final int PPM = 1_000_000;

    private final Calls calls;
    private final Lists lists;
    private final Executor answers;
    private final OfferVerbs offers;
    private final OutcomeVerbs outcomes;

    /**
     * The service.
     *
     * @param heldOutPercent of the customers, who are shown popular products at random
     * @param clock for the time in ids of lists
     * @param random bits for ids of lists, from any thread
     * @param answers where answers are found, {@link AnswerThreads} say; it may reject what is too much
     */
    public RecommendationGrpcService(
            Shops shops,
            int heldOutPercent,
            InstantSource clock,
            LongSupplier random,
            Executor answers,
            OfferVerbs offers,
            OutcomeVerbs outcomes) {
        this.calls = new Calls(shops);
        this.lists = new Lists(new HeldOut(heldOutPercent), new ListIds(clock, random));
        this.answers = answers;
        this.offers = offers;
        this.outcomes = outcomes;
    }

    @Override
    public void recommend(RecommendRequest call, StreamObserver<RecommendResponse> responses) {
        Calls.answer(
                () -> {
                    Checks.Name customer = Checks.customer(call.getCustomer(), "customer");
                    Lists.Ask ask = lists.ask(calls.shop(customer.program()), customer.id(), call);
                    Optional<RecommendResponse> kept = lists.kept(ask);
                    if (kept.isPresent()) {
                        Calls.respond(kept.get(), responses);
                    } else {
                        Calls.answerOn(answers, () -> Calls.respond(lists.found(ask), responses), responses);
                    }
                },
                responses);
    }

    @Override
    public void listSimilarProducts(
            ListSimilarProductsRequest call, StreamObserver<ListSimilarProductsResponse> responses) {
        Calls.answer(
                () -> {
                    Checks.Name product = Checks.product(call.getProduct(), "product");
                    LiveShop shop = calls.shop(product.program());
                    Filters filters = Filters.of(call.hasFilter(), call.getFilter(), shop);
                    Calls.answerOn(
                            answers,
                            () -> Calls.respond(similar(shop, product.id(), filters, call), responses),
                            responses);
                },
                responses);
    }

    private static ListSimilarProductsResponse similar(
            LiveShop shop, String product, Filters filters, ListSimilarProductsRequest call) {
        Recommendations published = new Recommendations(shop);
        ListSimilarProductsResponse.Builder response = ListSimilarProductsResponse.newBuilder();
        for (Similar one :
                shop.recommender().similar(product, filters.request(call.getCount(), Optional.empty(), List.of()))) {
            response.addProducts(SimilarProduct.newBuilder()
                    .setRecommendation(published.bare(one.product(), ppm(one.likeness()), call.getIncludeEntries()))
                    .setCommonCategory(one.commonCategory())
                    .addAllCommonTags(one.commonTags())
                    .setBuyersPpm(ppm(one.buyers())));
        }
        return response.build();
    }

    @Override
    public void listBoughtTogether(
            ListBoughtTogetherRequest call, StreamObserver<ListBoughtTogetherResponse> responses) {
        Calls.answer(
                () -> {
                    LiveShop shop = calls.shop(Checks.program(call.getParent(), "parent"));
                    Filters filters = Filters.of(call.hasFilter(), call.getFilter(), shop);
                    List<String> basket = List.copyOf(Checks.productIds(call.getProductIdsList(), "product_ids"));
                    Calls.answerOn(
                            answers, () -> Calls.respond(together(shop, basket, filters, call), responses), responses);
                },
                responses);
    }

    private static ListBoughtTogetherResponse together(
            LiveShop shop, List<String> basket, Filters filters, ListBoughtTogetherRequest call) {
        List<Recommendation> list =
                shop.recommender().recommend(filters.request(call.getCount(), Optional.of(Strategy.GOES_WITH), basket));
        return ListBoughtTogetherResponse.newBuilder()
                .addAllRecommendations(new Recommendations(shop).list(list, call.getIncludeEntries()))
                .build();
    }

    @Override
    public void recommendOffers(RecommendOffersRequest call, StreamObserver<RecommendOffersResponse> responses) {
        Calls.answer(
                () -> {
                    calls.shop(Checks.customer(call.getCustomer(), "customer").program());
                    return offers.recommend(call);
                },
                responses);
    }

    @Override
    public void getTaste(GetTasteRequest call, StreamObserver<GetTasteResponse> responses) {
        Calls.answer(
                () -> {
                    Checks.Name customer = Checks.customer(call.getCustomer(), "customer");
                    LiveShop shop = calls.shop(customer.program());
                    Calls.answerOn(answers, () -> Calls.respond(taste(shop, customer.id()), responses), responses);
                },
                responses);
    }

    private GetTasteResponse taste(LiveShop shop, String customer) {
        Personalization own = Lists.ownOf(shop.model(), customer);
        LearntTaste learnt = shop.recommender().taste(customer);
        GetTasteResponse.Builder taste = GetTasteResponse.newBuilder()
                .setPersonalization(own)
                .setIsHeldOut(lists.isHeldOut(shop, customer))
                .addAllStatedCategories(shop.model().statedPreferences(customer))
                .addAllAvoidedCategories(shop.model().avoidedCategories(customer))
                .setBaskets(learnt.baskets())
                .setPurchases(learnt.purchases());
        if (own != Personalization.PERSONALIZATION_OBJECTED) {
            Recommendations published = new Recommendations(shop);
            learnt.categories()
                    .forEach(share -> taste.addLearntCategories(LearntCategory.newBuilder()
                            .setCategory(share.category())
                            .setSharePpm(ppm(share.share()))));
            learnt.repeated()
                    .forEach(again -> taste.addRepeatedPurchases(RepeatedPurchase.newBuilder()
                            .setProduct(published.name(again.product()))
                            .setBought(Recommendations.bought(again.bought()))));
        }
        return taste.build();
    }

    @Override
    public void recordImpressions(RecordImpressionsRequest call, StreamObserver<RecordImpressionsResponse> responses) {
        Calls.answer(
                () -> {
                    calls.shop(Checks.program(call.getParent(), "parent"));
                    return outcomes.record(call);
                },
                responses);
    }

    @Override
    public void getOutcomeReport(GetOutcomeReportRequest call, StreamObserver<GetOutcomeReportResponse> responses) {
        Calls.answer(
                () -> {
                    calls.shop(Checks.program(call.getParent(), "parent"));
                    return outcomes.report(call);
                },
                responses);
    }

    private static int ppm(double share) {
        return Math.toIntExact(Math.round(PPM * share));
    }
}
