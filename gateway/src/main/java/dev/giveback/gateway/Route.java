package dev.giveback.gateway;

import dev.giveback.access.v1.AccessServiceGrpc;
import dev.giveback.coupon.v1.CampaignJournalServiceGrpc;
import dev.giveback.coupon.v1.CampaignServiceGrpc;
import dev.giveback.coupon.v1.CodeServiceGrpc;
import dev.giveback.feedback.v1.AnswerServiceGrpc;
import dev.giveback.feedback.v1.ContactServiceGrpc;
import dev.giveback.feedback.v1.FeedbackServiceGrpc;
import dev.giveback.feedback.v1.OutreachServiceGrpc;
import dev.giveback.feedback.v1.ReferralServiceGrpc;
import dev.giveback.insight.v1.InsightServiceGrpc;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CouponServiceGrpc;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.PointsServiceGrpc;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.operations.v1.OperationsServiceGrpc;
import dev.giveback.platform.v1.EchoServiceGrpc;
import dev.giveback.recommendation.v1.CatalogueServiceGrpc;
import dev.giveback.recommendation.v1.ModelServiceGrpc;
import dev.giveback.recommendation.v1.RecommendationServiceGrpc;
import dev.giveback.webhook.v1.WebhookServiceGrpc;
import io.grpc.ServiceDescriptor;
import java.util.List;

/**
 * Which backend serves a published gRPC service.
 *
 * @param service the service as generated from its proto
 * @param backend the name of the backend
 */
record Route(ServiceDescriptor service, String backend) {

    /** Everything that the gateway lets through. */
    static final List<Route> ALL = List.of(
            new Route(ProgramServiceGrpc.getServiceDescriptor(), Gateway.LOYALTY),
            new Route(CustomerServiceGrpc.getServiceDescriptor(), Gateway.LOYALTY),
            new Route(PointsServiceGrpc.getServiceDescriptor(), Gateway.LOYALTY),
            new Route(CheckoutServiceGrpc.getServiceDescriptor(), Gateway.LOYALTY),
            new Route(CouponServiceGrpc.getServiceDescriptor(), Gateway.LOYALTY),
            new Route(JournalServiceGrpc.getServiceDescriptor(), Gateway.LOYALTY),
            new Route(CampaignServiceGrpc.getServiceDescriptor(), Gateway.COUPON),
            new Route(CampaignJournalServiceGrpc.getServiceDescriptor(), Gateway.COUPON),
            new Route(CodeServiceGrpc.getServiceDescriptor(), Gateway.COUPON),
            new Route(RecommendationServiceGrpc.getServiceDescriptor(), Gateway.RECOMMENDATION),
            new Route(CatalogueServiceGrpc.getServiceDescriptor(), Gateway.RECOMMENDATION),
            new Route(ModelServiceGrpc.getServiceDescriptor(), Gateway.RECOMMENDATION),
            new Route(OutreachServiceGrpc.getServiceDescriptor(), Gateway.FEEDBACK),
            new Route(ContactServiceGrpc.getServiceDescriptor(), Gateway.FEEDBACK),
            new Route(AnswerServiceGrpc.getServiceDescriptor(), Gateway.FEEDBACK),
            new Route(FeedbackServiceGrpc.getServiceDescriptor(), Gateway.FEEDBACK),
            new Route(ReferralServiceGrpc.getServiceDescriptor(), Gateway.FEEDBACK),
            new Route(AccessServiceGrpc.getServiceDescriptor(), Gateway.ACCESS),
            new Route(WebhookServiceGrpc.getServiceDescriptor(), Gateway.FEEDBACK),
            new Route(InsightServiceGrpc.getServiceDescriptor(), Gateway.LOYALTY),
            new Route(OperationsServiceGrpc.getServiceDescriptor(), Gateway.OPERATIONS),
            // Every service serves the echo; through the front door it probes the path that a checkout takes.
            new Route(EchoServiceGrpc.getServiceDescriptor(), Gateway.LOYALTY));
}
