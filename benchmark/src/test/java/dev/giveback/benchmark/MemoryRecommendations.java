package dev.giveback.benchmark;

import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.recommendation.v1.CatalogueServiceGrpc;
import dev.giveback.recommendation.v1.GetModelRequest;
import dev.giveback.recommendation.v1.GetModelResponse;
import dev.giveback.recommendation.v1.GetTasteRequest;
import dev.giveback.recommendation.v1.GetTasteResponse;
import dev.giveback.recommendation.v1.LearnModelRequest;
import dev.giveback.recommendation.v1.LearnModelResponse;
import dev.giveback.recommendation.v1.ListProductsRequest;
import dev.giveback.recommendation.v1.ListProductsResponse;
import dev.giveback.recommendation.v1.Mode;
import dev.giveback.recommendation.v1.ModelServiceGrpc;
import dev.giveback.recommendation.v1.Product;
import dev.giveback.recommendation.v1.RebuildModelOutcome;
import dev.giveback.recommendation.v1.RebuildModelRequest;
import dev.giveback.recommendation.v1.RebuildModelResponse;
import dev.giveback.recommendation.v1.RecommendRequest;
import dev.giveback.recommendation.v1.RecommendResponse;
import dev.giveback.recommendation.v1.RecommendationServiceGrpc;
import io.grpc.BindableService;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Recommends what was bought, which counts with the second question after it; every third customer is held out. */
final class MemoryRecommendations {
    private static final String PRODUCT = "programs/shop/products/P";
    private static final int PRODUCTS = 60;

    private final Map<String, Set<String>> bought = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> counting = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger learning = new AtomicInteger();

    List<BindableService> services() {
        return List.of(new Recommendations(), new Catalogue(), new Models());
    }

    void buys(CompleteCheckoutRequest order) {
        Set<String> products = bought.computeIfAbsent(order.getCustomer(), unseen -> ConcurrentHashMap.newKeySet());
        order.getBasket().getLinesList().forEach(line -> products.add(line.getProduct()));
    }

    private static <T> void answer(T message, StreamObserver<T> observer) {
        observer.onNext(message);
        observer.onCompleted();
    }

    private final class Recommendations extends RecommendationServiceGrpc.RecommendationServiceImplBase {
        @Override
        public void recommend(RecommendRequest request, StreamObserver<RecommendResponse> observer) {
            RecommendResponse.Builder response = RecommendResponse.newBuilder();
            if (request.getMode() == Mode.MODE_BUY_AGAIN) {
                Set<String> known = counting.computeIfAbsent(request.getCustomer(), unseen -> Set.of());
                known.forEach(product ->
                        response.addRecommendationsBuilder().setProduct("programs/shop/products/" + product));
                counting.put(request.getCustomer(), Set.copyOf(bought.getOrDefault(request.getCustomer(), Set.of())));
            } else {
                response.addRecommendationsBuilder().setProduct(PRODUCT + "1");
            }
            answer(response.build(), observer);
        }

        @Override
        public void getTaste(GetTasteRequest request, StreamObserver<GetTasteResponse> observer) {
            answer(
                    GetTasteResponse.newBuilder()
                            .setIsHeldOut(asked.getAndIncrement() % 3 == 0)
                            .build(),
                    observer);
        }
    }

    private static final class Catalogue extends CatalogueServiceGrpc.CatalogueServiceImplBase {
        @Override
        public void listProducts(ListProductsRequest request, StreamObserver<ListProductsResponse> observer) {
            ListProductsResponse.Builder response = ListProductsResponse.newBuilder();
            for (int number = 1; number <= PRODUCTS; number++) {
                response.addProducts(Product.newBuilder().setName(PRODUCT + number));
            }
            answer(response.build(), observer);
        }
    }

    private final class Models extends ModelServiceGrpc.ModelServiceImplBase {
        @Override
        public void getModel(GetModelRequest request, StreamObserver<GetModelResponse> observer) {
            answer(GetModelResponse.getDefaultInstance(), observer);
        }

        /** Something learns already when this is called first. */
        @Override
        public void learnModel(LearnModelRequest request, StreamObserver<LearnModelResponse> observer) {
            if (learning.getAndIncrement() == 0) {
                observer.onError(Status.FAILED_PRECONDITION.asRuntimeException());
            } else {
                answer(LearnModelResponse.getDefaultInstance(), observer);
            }
        }

        @Override
        public void rebuildModel(RebuildModelRequest request, StreamObserver<RebuildModelResponse> observer) {
            observer.onNext(RebuildModelResponse.newBuilder().setEvents(400).build());
            answer(
                    RebuildModelResponse.newBuilder()
                            .setEvents(1_000)
                            .setOutcome(RebuildModelOutcome.newBuilder().setPrograms(1))
                            .build(),
                    observer);
        }
    }
}
