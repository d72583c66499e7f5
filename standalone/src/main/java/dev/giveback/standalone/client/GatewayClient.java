package dev.giveback.standalone.client;

import com.google.common.util.concurrent.ListenableFuture;
import dev.giveback.access.v1.AccessServiceGrpc;
import dev.giveback.access.v1.AccessServiceGrpc.AccessServiceBlockingStub;
import dev.giveback.access.v1.AccessServiceGrpc.AccessServiceFutureStub;
import dev.giveback.client.GivebackClient;
import dev.giveback.coupon.v1.CampaignJournalServiceGrpc;
import dev.giveback.coupon.v1.CampaignJournalServiceGrpc.CampaignJournalServiceBlockingStub;
import dev.giveback.coupon.v1.CampaignJournalServiceGrpc.CampaignJournalServiceFutureStub;
import dev.giveback.coupon.v1.CampaignJournalServiceGrpc.CampaignJournalServiceStub;
import dev.giveback.coupon.v1.CampaignServiceGrpc;
import dev.giveback.coupon.v1.CampaignServiceGrpc.CampaignServiceFutureStub;
import dev.giveback.coupon.v1.CodeServiceGrpc;
import dev.giveback.coupon.v1.CodeServiceGrpc.CodeServiceBlockingStub;
import dev.giveback.coupon.v1.CodeServiceGrpc.CodeServiceFutureStub;
import dev.giveback.feedback.v1.AnswerServiceGrpc;
import dev.giveback.feedback.v1.AnswerServiceGrpc.AnswerServiceFutureStub;
import dev.giveback.feedback.v1.ContactServiceGrpc;
import dev.giveback.feedback.v1.ContactServiceGrpc.ContactServiceFutureStub;
import dev.giveback.feedback.v1.FeedbackServiceGrpc;
import dev.giveback.feedback.v1.FeedbackServiceGrpc.FeedbackServiceBlockingStub;
import dev.giveback.feedback.v1.FeedbackServiceGrpc.FeedbackServiceFutureStub;
import dev.giveback.feedback.v1.OutreachServiceGrpc;
import dev.giveback.feedback.v1.OutreachServiceGrpc.OutreachServiceBlockingStub;
import dev.giveback.feedback.v1.OutreachServiceGrpc.OutreachServiceFutureStub;
import dev.giveback.feedback.v1.ReferralServiceGrpc;
import dev.giveback.feedback.v1.ReferralServiceGrpc.ReferralServiceFutureStub;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc.CheckoutServiceFutureStub;
import dev.giveback.loyalty.v1.CouponServiceGrpc;
import dev.giveback.loyalty.v1.CouponServiceGrpc.CouponServiceFutureStub;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.CustomerServiceGrpc.CustomerServiceFutureStub;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.JournalServiceGrpc.JournalServiceBlockingStub;
import dev.giveback.loyalty.v1.JournalServiceGrpc.JournalServiceFutureStub;
import dev.giveback.loyalty.v1.JournalServiceGrpc.JournalServiceStub;
import dev.giveback.loyalty.v1.ListProgramsRequest;
import dev.giveback.loyalty.v1.PointsServiceGrpc;
import dev.giveback.loyalty.v1.PointsServiceGrpc.PointsServiceFutureStub;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.loyalty.v1.ProgramServiceGrpc.ProgramServiceFutureStub;
import dev.giveback.operations.v1.OperationsServiceGrpc;
import dev.giveback.operations.v1.OperationsServiceGrpc.OperationsServiceFutureStub;
import dev.giveback.recommendation.v1.CatalogueServiceGrpc;
import dev.giveback.recommendation.v1.CatalogueServiceGrpc.CatalogueServiceFutureStub;
import dev.giveback.recommendation.v1.CatalogueServiceGrpc.CatalogueServiceStub;
import dev.giveback.recommendation.v1.ModelServiceGrpc;
import dev.giveback.recommendation.v1.ModelServiceGrpc.ModelServiceBlockingStub;
import dev.giveback.recommendation.v1.ModelServiceGrpc.ModelServiceFutureStub;
import dev.giveback.recommendation.v1.RecommendationServiceGrpc;
import dev.giveback.recommendation.v1.RecommendationServiceGrpc.RecommendationServiceFutureStub;
import dev.giveback.standalone.console.Problem;
import dev.giveback.webhook.v1.WebhookServiceGrpc;
import dev.giveback.webhook.v1.WebhookServiceGrpc.WebhookServiceFutureStub;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A channel to the gateway of a Giveback. Every stub has a deadline. */
public final class GatewayClient implements AutoCloseable {
    private static final long DEADLINE_SECONDS = 10;
    /** Long enough for a first call on a machine under load; where nothing listens, the answer comes at once. */
    private static final long HEALTH_SECONDS = 10;

    private final GatewayAddress connection;
    private final GivebackClient client;
    private final Channel channel;

    /** Opens a channel; nothing is sent yet. The callbacks here only count and hand on, so they run on the connection's own thread. */
    public GatewayClient(GatewayAddress connection) {
        this.connection = connection;
        this.client = connection.open();
        this.channel = client.channel();
    }

    /** Whether a running Giveback says that it is ready, and a question through the gateway is answered by the service behind it. */
    public boolean isReady() {
        return isServing() && isAnswering();
    }

    private boolean isAnswering() {
        try {
            var unused = ProgramServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(HEALTH_SECONDS, TimeUnit.SECONDS)
                    .listPrograms(
                            ListProgramsRequest.newBuilder().setPageSize(1).build());
            return true;
        } catch (StatusRuntimeException notYet) {
            // Whoever refuses a key answers.
            return Failures.isNotAllowed(notYet.getStatus().getCode());
        }
    }

    private boolean isServing() {
        try {
            return HealthGrpc.newBlockingStub(channel)
                            .withDeadlineAfter(HEALTH_SECONDS, TimeUnit.SECONDS)
                            .check(HealthCheckRequest.getDefaultInstance())
                            .getStatus()
                    == ServingStatus.SERVING;
        } catch (StatusRuntimeException notThereOrNotReady) {
            return false;
        }
    }

    /**
     * Ends quietly if Giveback is ready.
     *
     * @throws Problem with exit code 3 if it is not
     */
    public void expectReady() {
        if (!isReady()) {
            throw Problem.unreachable(
                    "no Giveback is ready on " + address()
                            + ": start one with ./giveback up, or say where it is with --grpc-port or --target",
                    null);
        }
    }

    /** Host and port. */
    public String address() {
        return connection.target();
    }

    /** Keys, the audit log and approvals. */
    public AccessServiceFutureStub access() {
        return AccessServiceGrpc.newFutureStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** How the installation runs. */
    public OperationsServiceFutureStub operations() {
        return OperationsServiceGrpc.newFutureStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** Webhooks. */
    public WebhookServiceFutureStub webhooks() {
        return WebhookServiceGrpc.newFutureStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** Programs. */
    public ProgramServiceFutureStub programs() {
        return ProgramServiceGrpc.newFutureStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** Customers. */
    public CustomerServiceFutureStub customers() {
        return CustomerServiceGrpc.newFutureStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** Points. */
    public PointsServiceFutureStub points() {
        return PointsServiceGrpc.newFutureStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** Checkouts. */
    public CheckoutServiceFutureStub checkouts() {
        return CheckoutServiceGrpc.newFutureStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** Coupons in customers' hands. */
    public CouponServiceFutureStub coupons() {
        return CouponServiceGrpc.newFutureStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** Campaigns. */
    public CampaignServiceFutureStub campaigns() {
        return CampaignServiceGrpc.newFutureStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** Codes and rewards. */
    public CodeServiceFutureStub codes() {
        return CodeServiceGrpc.newFutureStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** The journal. */
    public JournalServiceFutureStub journal() {
        return JournalServiceGrpc.newFutureStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** Long works on the journal, without a deadline: how long they take is for who reads them to say. */
    public JournalServiceBlockingStub journalWorks() {
        return JournalServiceGrpc.newBlockingStub(channel);
    }

    /** Works on the journal to which something is sent, without a deadline. */
    public JournalServiceStub journalCalls() {
        return JournalServiceGrpc.newStub(channel);
    }

    /** Works on the journals of keys, acts and approvals, without a deadline. */
    public AccessServiceBlockingStub accessWorks() {
        return AccessServiceGrpc.newBlockingStub(channel);
    }

    /** The journals of campaigns. */
    public CampaignJournalServiceFutureStub campaignJournal() {
        return CampaignJournalServiceGrpc.newFutureStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** Long works on the journals of campaigns, without a deadline. */
    public CampaignJournalServiceBlockingStub campaignWorks() {
        return CampaignJournalServiceGrpc.newBlockingStub(channel);
    }

    /** Works on the journals of campaigns to which something is sent, without a deadline. */
    public CampaignJournalServiceStub campaignCalls() {
        return CampaignJournalServiceGrpc.newStub(channel);
    }

    /** Codes as a stream, without a deadline: how long it takes is for who reads it to say. */
    public CodeServiceBlockingStub codeStream() {
        return CodeServiceGrpc.newBlockingStub(channel);
    }

    /** Recommendations. */
    public RecommendationServiceFutureStub recommendations() {
        return RecommendationServiceGrpc.newFutureStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** The catalogue. */
    public CatalogueServiceFutureStub catalogue() {
        return CatalogueServiceGrpc.newFutureStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** The catalogue when products are sent to it, without a deadline. */
    public CatalogueServiceStub catalogueCalls() {
        return CatalogueServiceGrpc.newStub(channel);
    }

    /** What recommendations are made of. */
    public ModelServiceFutureStub models() {
        return ModelServiceGrpc.newFutureStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** Long works on models, without a deadline. */
    public ModelServiceBlockingStub modelWorks() {
        return ModelServiceGrpc.newBlockingStub(channel);
    }

    /** What customers are asked and told. */
    public OutreachServiceFutureStub outreach() {
        return OutreachServiceGrpc.newFutureStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** Dry runs, without a deadline: how long they take is for who reads them to say. */
    public OutreachServiceBlockingStub outreachStream() {
        return OutreachServiceGrpc.newBlockingStub(channel);
    }

    /** Customers as somebody who is contacted. */
    public ContactServiceFutureStub contacts() {
        return ContactServiceGrpc.newFutureStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** What a customer does with a link. */
    public AnswerServiceFutureStub answers() {
        return AnswerServiceGrpc.newFutureStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** What was answered. */
    public FeedbackServiceFutureStub feedback() {
        return FeedbackServiceGrpc.newFutureStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** Files of answers, without a deadline. */
    public FeedbackServiceBlockingStub feedbackStream() {
        return FeedbackServiceGrpc.newBlockingStub(channel);
    }

    /** Customers who bring others. */
    public ReferralServiceFutureStub referrals() {
        return ReferralServiceGrpc.newFutureStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** How many calls the connection has sent again so far. */
    public long repeats() {
        return client.repeats();
    }

    /**
     * Waits for one answer.
     *
     * @throws Refused if the service refused, with its reason
     * @throws Problem with exit code 3 if Giveback cannot be reached, 4 if the key does not allow it
     */
    public <T> T await(ListenableFuture<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Problem.failed("interrupted", interrupted);
        } catch (ExecutionException failed) {
            throw Failures.of(connection, failed);
        }
    }

    /**
     * What a call that failed says to the user.
     *
     * @return a {@link Refused}, or a {@link Problem} with exit code 3 if Giveback cannot be reached, 4 if the key does not allow it
     */
    public RuntimeException failure(StatusRuntimeException failed) {
        return Failures.of(connection, failed);
    }

    /** Closes the channel; calls still under way are cancelled. */
    @Override
    public void close() {
        client.closeNow();
    }
}
