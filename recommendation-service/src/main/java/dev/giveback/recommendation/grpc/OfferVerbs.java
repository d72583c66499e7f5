package dev.giveback.recommendation.grpc;

import dev.giveback.recommendation.v1.RecommendOffersRequest;
import dev.giveback.recommendation.v1.RecommendOffersResponse;
import java.util.concurrent.CompletionStage;

/** What is asked about offers; the program is known and the node is ready. */
@FunctionalInterface
public interface OfferVerbs {
    /** Finds the campaigns that fit a customer best; a refusal is a {@code StatusRuntimeException}, thrown or in the stage. */
    CompletionStage<RecommendOffersResponse> recommend(RecommendOffersRequest call);
}
