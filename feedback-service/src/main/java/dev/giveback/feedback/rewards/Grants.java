package dev.giveback.feedback.rewards;

import dev.giveback.coupon.v1.CampaignServiceGrpc;
import dev.giveback.coupon.v1.CampaignServiceGrpc.CampaignServiceBlockingStub;
import dev.giveback.coupon.v1.GrantCampaignCouponRequest;
import dev.giveback.feedback.customers.Answers;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Reward;
import dev.giveback.loyalty.v1.AdjustPointsRequest;
import dev.giveback.loyalty.v1.ListStatementEntriesRequest;
import dev.giveback.loyalty.v1.ListStatementEntriesResponse;
import dev.giveback.loyalty.v1.PointsServiceGrpc;
import dev.giveback.loyalty.v1.PointsServiceGrpc.PointsServiceBlockingStub;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractBlockingStub;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Gives points and coupons. The request id is made of the customer and the reward, so that what is given again is a repeat to who gives it. A
 * customer who was merged into another one since gets it there, unless the statement of before says that it came already.
 */
final class Grants {
    /** It stands in the statement, and never changes, because it is part of the request that is repeated. */
    private static final String REASON = "reward from feedback-service";

    private static final String MERGED = "CUSTOMER_MERGED";
    private static final int PAGE = 1_000;

    private final PointsServiceBlockingStub points;
    private final CampaignServiceBlockingStub campaigns;
    private final Duration deadline;

    /**
     * Gifts by these channels.
     *
     * @param deadline of each call
     */
    Grants(Channel loyalty, Channel coupon, Duration deadline) {
        points = PointsServiceGrpc.newBlockingStub(loyalty);
        campaigns = CampaignServiceGrpc.newBlockingStub(coupon);
        this.deadline = deadline;
    }

    /** Brings a reward to a customer; blocks. */
    GrantOutcome give(CustomerId customer, String rewardId, Reward reward) {
        return give(customer, RequestIds.of(customer, rewardId), reward, true);
    }

    private GrantOutcome give(CustomerId customer, String requestId, Reward reward, boolean mayMove) {
        try {
            call(customer, requestId, reward);
            return new GrantOutcome.Given();
        } catch (StatusRuntimeException failure) {
            Optional<Answers.Refused> refused = Answers.of(failure);
            if (refused.isEmpty()) {
                return new GrantOutcome.Again(failure.getStatus().getCode().name());
            }
            CustomerId target = CustomerId.parse(refused.get().mergedInto());
            return refused.get().reason().equals(MERGED) && target != null && mayMove
                    ? moved(customer, target, requestId, reward)
                    : new GrantOutcome.Refused(refused.get().reason());
        }
    }

    private void call(CustomerId customer, String requestId, Reward reward) {
        if (reward.points() > 0) {
            var unused = timed(points)
                    .adjustPoints(AdjustPointsRequest.newBuilder()
                            .setCustomer(customer.name())
                            .setRequestId(requestId)
                            .setPoints(reward.points())
                            .setReason(REASON)
                            .build());
        } else {
            var unused = timed(campaigns)
                    .grantCampaignCoupon(GrantCampaignCouponRequest.newBuilder()
                            .setCustomer(customer.name())
                            .setRequestId(requestId)
                            .setCampaign("programs/" + customer.program() + "/campaigns/" + reward.campaign())
                            .build());
        }
    }

    /** A campaign tells by itself what it gave to a customer who moved on; points are looked for in the statement. */
    private GrantOutcome moved(CustomerId source, CustomerId target, String requestId, Reward reward) {
        try {
            return reward.points() > 0 && hasInStatement(source, requestId)
                    ? new GrantOutcome.Given()
                    : give(target, requestId, reward, false);
        } catch (StatusRuntimeException failure) {
            return new GrantOutcome.Again(failure.getStatus().getCode().name());
        }
    }

    private boolean hasInStatement(CustomerId customer, String requestId) {
        String token = "";
        do {
            ListStatementEntriesResponse page = timed(points)
                    .listStatementEntries(ListStatementEntriesRequest.newBuilder()
                            .setParent(customer.name())
                            .setPageSize(PAGE)
                            .setPageToken(token)
                            .build());
            if (page.getEntriesList().stream()
                    .anyMatch(entry -> entry.getRequestId().equals(requestId))) {
                return true;
            }
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        return false;
    }

    private <S extends AbstractBlockingStub<S>> S timed(S stub) {
        return stub.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }
}
