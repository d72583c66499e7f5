package dev.giveback.recommendation.grpc;

import dev.giveback.platform.grpc.RequestValidation;
import dev.giveback.platform.grpc.RequestValidator;
import dev.giveback.platform.v1.EchoServiceGrpc;
import dev.giveback.platform.v1.NodeServiceGrpc;
import dev.giveback.recommendation.contract.RefusalStatus;
import dev.giveback.recommendation.v1.CatalogueServiceGrpc;
import dev.giveback.recommendation.v1.ModelServiceGrpc;
import dev.giveback.recommendation.v1.RecommendationServiceGrpc;
import io.grpc.ServerInterceptor;

/** What all services of this module have in common. */
public final class RecommendationGrpcServices {
    private RecommendationGrpcServices() {}

    /** Checks every request against the rules of the contract before a handler sees it. */
    public static ServerInterceptor validation() {
        return new RequestValidation(RequestValidator.forServices(
                RefusalStatus.DOMAIN,
                RecommendationServiceGrpc.getServiceDescriptor(),
                CatalogueServiceGrpc.getServiceDescriptor(),
                ModelServiceGrpc.getServiceDescriptor(),
                NodeServiceGrpc.getServiceDescriptor(),
                EchoServiceGrpc.getServiceDescriptor()));
    }
}
