package dev.giveback.client;

import dev.giveback.access.v1.AccessServiceGrpc;
import dev.giveback.access.v1.AccessServiceGrpc.AccessServiceBlockingStub;
import dev.giveback.coupon.v1.CampaignServiceGrpc;
import dev.giveback.coupon.v1.CampaignServiceGrpc.CampaignServiceBlockingStub;
import dev.giveback.coupon.v1.CodeServiceGrpc;
import dev.giveback.coupon.v1.CodeServiceGrpc.CodeServiceBlockingStub;
import dev.giveback.feedback.v1.ContactServiceGrpc;
import dev.giveback.feedback.v1.ContactServiceGrpc.ContactServiceBlockingStub;
import dev.giveback.feedback.v1.FeedbackServiceGrpc;
import dev.giveback.feedback.v1.FeedbackServiceGrpc.FeedbackServiceBlockingStub;
import dev.giveback.feedback.v1.OutreachServiceGrpc;
import dev.giveback.feedback.v1.OutreachServiceGrpc.OutreachServiceBlockingStub;
import dev.giveback.feedback.v1.ReferralServiceGrpc;
import dev.giveback.feedback.v1.ReferralServiceGrpc.ReferralServiceBlockingStub;
import dev.giveback.insight.v1.InsightServiceGrpc;
import dev.giveback.insight.v1.InsightServiceGrpc.InsightServiceBlockingStub;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc.CheckoutServiceBlockingStub;
import dev.giveback.loyalty.v1.CouponServiceGrpc;
import dev.giveback.loyalty.v1.CouponServiceGrpc.CouponServiceBlockingStub;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.CustomerServiceGrpc.CustomerServiceBlockingStub;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.JournalServiceGrpc.JournalServiceBlockingStub;
import dev.giveback.loyalty.v1.PointsServiceGrpc;
import dev.giveback.loyalty.v1.PointsServiceGrpc.PointsServiceBlockingStub;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.loyalty.v1.ProgramServiceGrpc.ProgramServiceBlockingStub;
import dev.giveback.operations.v1.OperationsServiceGrpc;
import dev.giveback.operations.v1.OperationsServiceGrpc.OperationsServiceBlockingStub;
import dev.giveback.recommendation.v1.CatalogueServiceGrpc;
import dev.giveback.recommendation.v1.CatalogueServiceGrpc.CatalogueServiceBlockingStub;
import dev.giveback.recommendation.v1.RecommendationServiceGrpc;
import dev.giveback.recommendation.v1.RecommendationServiceGrpc.RecommendationServiceBlockingStub;
import dev.giveback.webhook.v1.WebhookServiceGrpc;
import dev.giveback.webhook.v1.WebhookServiceGrpc.WebhookServiceBlockingStub;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A Giveback that is called from Java: one connection, shared by all threads, and a stub for each service. Make one when the program starts, and
 * close it when the program ends.
 *
 * <pre>{@code
 * try (GivebackClient client = GivebackClient.builder("giveback.example.com:443").key(System.getenv("GIVEBACK_KEY")).build()) {
 *     CompleteCheckoutResponse order = client.checkouts().completeCheckout(CompleteCheckoutRequest.newBuilder()
 *             .setCustomer("programs/shop/customers/4711")
 *             .setOrderId("A-1001")
 *             .setBasket(basket)
 *             .build());
 *     System.out.println("The customer has " + order.getBalance().getAvailable() + " points");
 * }
 * }</pre>
 *
 * <p>What it does for every call:
 *
 * <ul>
 *   <li><b>The key</b> goes along as {@code authorization: Bearer …}. TLS is what it speaks, unless {@link GivebackClientBuilder#plaintext} says otherwise.
 *   <li><b>A request id</b>, a UUID of version 7, is given to each change that has none. By it the service recognises a repeat, and gives the first
 *       answer again. Give one of your own, the number of your order say, if you may have to repeat a call after your program was restarted.
 *   <li><b>A deadline</b>, if the call has none: 5 s at the till, 10 s for reads and changes of one thing, 30 s for what an admin does, 60 s where
 *       there is much data. Streams have none. {@code withDeadlineAfter} of the stub sets another.
 *   <li><b>Repeats</b>, at most 3, 0.1 to 2 s apart, within the deadline, and only where they are safe: when the service was {@code UNAVAILABLE}, for
 *       reads and for changes that have a request id. When many calls fail, repeats stop by themselves until things are better.
 * </ul>
 *
 * <p>A refusal arrives as a {@link io.grpc.StatusRuntimeException}; {@link Refusal} reads its reason. For calls that do not block, make a stub of the
 * same channel: {@code CheckoutServiceGrpc.newFutureStub(client.channel())}.
 */
public final class GivebackClient implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final ManagedChannel connection;
    private final Channel channel;
    private final Repeats repeats;

    GivebackClient(ManagedChannel connection, Channel channel, Repeats repeats) {
        this.connection = connection;
        this.channel = channel;
        this.repeats = repeats;
    }

    /**
     * Begins to build one.
     *
     * @param target host and port of the gateway, {@code giveback.example.com:443}; a name that stands for several addresses uses them all in turn
     */
    public static GivebackClientBuilder builder(String target) {
        return new GivebackClientBuilder(target);
    }

    /** A new request id, for a change that is to be repeated after a restart: keep it before the call. */
    public static String newRequestId() {
        return RequestIds.newId();
    }

    /** The channel with all that this does, for stubs of other kinds. */
    public Channel channel() {
        return channel;
    }

    /** How many calls this has sent again so far, of all that it made. A number that grows says that the service is not well, or the network is not. */
    public long repeats() {
        return repeats.count();
    }

    /** Programs and their rules. */
    public ProgramServiceBlockingStub programs() {
        return ProgramServiceGrpc.newBlockingStub(channel);
    }

    /** Customers. */
    public CustomerServiceBlockingStub customers() {
        return CustomerServiceGrpc.newBlockingStub(channel);
    }

    /** Points. */
    public PointsServiceBlockingStub points() {
        return PointsServiceGrpc.newBlockingStub(channel);
    }

    /** Orders: quotes, reservations, checkouts, refunds. */
    public CheckoutServiceBlockingStub checkouts() {
        return CheckoutServiceGrpc.newBlockingStub(channel);
    }

    /** Coupons in customers' hands. */
    public CouponServiceBlockingStub coupons() {
        return CouponServiceGrpc.newBlockingStub(channel);
    }

    /** Campaigns. */
    public CampaignServiceBlockingStub campaigns() {
        return CampaignServiceGrpc.newBlockingStub(channel);
    }

    /** Codes and rewards. */
    public CodeServiceBlockingStub codes() {
        return CodeServiceGrpc.newBlockingStub(channel);
    }

    /** The journal: what happened, when and why. */
    public JournalServiceBlockingStub journal() {
        return JournalServiceGrpc.newBlockingStub(channel);
    }

    /** Recommendations. */
    public RecommendationServiceBlockingStub recommendations() {
        return RecommendationServiceGrpc.newBlockingStub(channel);
    }

    /** The catalogue of products. */
    public CatalogueServiceBlockingStub catalogue() {
        return CatalogueServiceGrpc.newBlockingStub(channel);
    }

    /** Surveys and messages. */
    public OutreachServiceBlockingStub outreach() {
        return OutreachServiceGrpc.newBlockingStub(channel);
    }

    /** Customers as somebody who is contacted. */
    public ContactServiceBlockingStub contacts() {
        return ContactServiceGrpc.newBlockingStub(channel);
    }

    /** What customers answered. */
    public FeedbackServiceBlockingStub feedback() {
        return FeedbackServiceGrpc.newBlockingStub(channel);
    }

    /** Customers who bring others. */
    public ReferralServiceBlockingStub referrals() {
        return ReferralServiceGrpc.newBlockingStub(channel);
    }

    /** Webhooks of a shop. */
    public WebhookServiceBlockingStub webhooks() {
        return WebhookServiceGrpc.newBlockingStub(channel);
    }

    /** Figures by day, forecasts, cohorts. */
    public InsightServiceBlockingStub insights() {
        return InsightServiceGrpc.newBlockingStub(channel);
    }

    /** How the installation runs. */
    public OperationsServiceBlockingStub operations() {
        return OperationsServiceGrpc.newBlockingStub(channel);
    }

    /** Keys, the audit log and approvals. */
    public AccessServiceBlockingStub access() {
        return AccessServiceGrpc.newBlockingStub(channel);
    }

    /** Cancels calls under way, and closes at once: for a program that has stopped reading a stream. */
    public void closeNow() {
        connection.shutdownNow();
    }

    /** Lets calls under way end for up to 5 s, then cancels what is left. */
    @Override
    public void close() {
        connection.shutdown();
        try {
            if (connection.awaitTermination(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        connection.shutdownNow();
    }
}
