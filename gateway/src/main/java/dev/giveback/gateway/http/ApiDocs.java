package dev.giveback.gateway.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.docs.DocService;
import dev.giveback.coupon.v1.CampaignServiceGrpc;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.PointsServiceGrpc;
import dev.giveback.recommendation.v1.RecommendationServiceGrpc;

/** The pages that document the methods, with the comments of the protos and a form to try each method with. */
final class ApiDocs {
    private static final String CUSTOMER = "programs/online-retail/customers/13085";
    private static final String BASKET =
            "\"basket\":{\"lines\":[{\"product\":\"85048\",\"quantity\":\"12\",\"unitPrice\":{\"currencyCode\":\"GBP\",\"units\":\"6\",\"nanos\":950000000}}]}";

    /** The pages are made by their own scripts, which set styles; what they show comes from here. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:;"
                    + " font-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    private ApiDocs() {}

    static HttpService service() {
        HttpService docs = DocService.builder()
                .exampleHeaders(HttpHeaders.of(HttpHeaderNames.AUTHORIZATION, "Bearer gb_…"))
                .exampleRequests(CustomerServiceGrpc.SERVICE_NAME, "GetCustomer", "{\"name\":\"" + CUSTOMER + "\"}")
                .exampleRequests(
                        CheckoutServiceGrpc.SERVICE_NAME,
                        "QuoteCheckout",
                        "{\"customer\":\"" + CUSTOMER + "\"," + BASKET + "}")
                .exampleRequests(
                        CheckoutServiceGrpc.SERVICE_NAME,
                        "CompleteCheckout",
                        "{\"requestId\":\"till-7-000123\",\"customer\":\"" + CUSTOMER + "\",\"orderId\":\"000123\","
                                + BASKET + "}")
                .exampleRequests(
                        PointsServiceGrpc.SERVICE_NAME,
                        "AdjustPoints",
                        "{\"requestId\":\"desk-1-17\",\"customer\":\"" + CUSTOMER
                                + "\",\"points\":\"50\",\"reason\":\"a parcel that came late\"}")
                .exampleRequests(
                        PointsServiceGrpc.SERVICE_NAME,
                        "ListStatementEntries",
                        "{\"parent\":\"" + CUSTOMER + "\",\"pageSize\":20}")
                .exampleRequests(
                        CampaignServiceGrpc.SERVICE_NAME, "ListCampaigns", "{\"parent\":\"programs/online-retail\"}")
                .exampleRequests(
                        RecommendationServiceGrpc.SERVICE_NAME, "Recommend", "{\"customer\":\"" + CUSTOMER + "\"}")
                .build();
        return docs.decorate((delegate, context, request) -> delegate.serve(context, request)
                .mapHeaders(headers -> headers.toBuilder()
                        .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, POLICY)
                        .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
                        .set(HttpHeaderNames.REFERRER_POLICY, "no-referrer")
                        .build()));
    }
}
