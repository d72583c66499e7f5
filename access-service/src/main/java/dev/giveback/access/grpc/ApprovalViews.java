package dev.giveback.access.grpc;

import dev.giveback.access.domain.Approval;
import dev.giveback.access.domain.ApprovalKind;
import dev.giveback.access.domain.ApprovalState;
import dev.giveback.access.domain.Policy;
import dev.giveback.access.domain.Review;
import dev.giveback.access.v1.ApprovalPolicy;
import dev.giveback.access.v1.ApprovalRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Approvals and policies as the contract shows them. */
final class ApprovalViews {
    private ApprovalViews() {}

    static ApprovalRequest approval(String program, Approval approval, Instant now) {
        ApprovalRequest.Builder view = ApprovalRequest.newBuilder()
                .setName("programs/" + program + "/approvals/" + approval.id())
                .setKind(kind(approval.ask().kind()))
                .setMethod(approval.ask().method())
                .setResource(approval.ask().resource())
                .setRequester(approval.ask().requester())
                .setCreateTime(KeyViews.time(approval.asked()))
                .setExpireTime(KeyViews.time(approval.expires()))
                .setState(state(approval.state(now)));
        @Nullable Review review = approval.review();
        if (review != null) {
            view.setReviewer(review.reviewer())
                    .setReviewTime(KeyViews.time(review.time()))
                    .setComment(review.comment());
        }
        return view.build();
    }

    static ApprovalPolicy policy(String program, Policy policy, long version) {
        return ApprovalPolicy.newBuilder()
                .setName("programs/" + program + "/approvalPolicy")
                .setAdjustmentPoints(policy.adjustmentPoints())
                .setRules(policy.rules())
                .setErasure(policy.erasure())
                .setEtag("p" + version)
                .build();
    }

    static ApprovalKind kind(dev.giveback.options.v1.ApprovalKind kind) {
        return switch (kind) {
            case APPROVAL_KIND_ADJUSTMENT -> ApprovalKind.ADJUSTMENT;
            case APPROVAL_KIND_RULES -> ApprovalKind.RULES;
            case APPROVAL_KIND_ERASURE -> ApprovalKind.ERASURE;
            case APPROVAL_KIND_UNSPECIFIED, UNRECOGNIZED -> throw Checks.refused("kind", "must be a kind of act");
        };
    }

    private static dev.giveback.options.v1.ApprovalKind kind(ApprovalKind kind) {
        return switch (kind) {
            case ADJUSTMENT -> dev.giveback.options.v1.ApprovalKind.APPROVAL_KIND_ADJUSTMENT;
            case RULES -> dev.giveback.options.v1.ApprovalKind.APPROVAL_KIND_RULES;
            case ERASURE -> dev.giveback.options.v1.ApprovalKind.APPROVAL_KIND_ERASURE;
        };
    }

    static ApprovalState state(dev.giveback.access.v1.ApprovalState state) {
        return switch (state) {
            case APPROVAL_STATE_WAITING -> ApprovalState.WAITING;
            case APPROVAL_STATE_APPROVED -> ApprovalState.APPROVED;
            case APPROVAL_STATE_DECLINED -> ApprovalState.DECLINED;
            case APPROVAL_STATE_EXPIRED -> ApprovalState.EXPIRED;
            case APPROVAL_STATE_UNSPECIFIED, UNRECOGNIZED -> throw Checks.refused("states", "must be known states");
        };
    }

    private static dev.giveback.access.v1.ApprovalState state(ApprovalState state) {
        return switch (state) {
            case WAITING -> dev.giveback.access.v1.ApprovalState.APPROVAL_STATE_WAITING;
            case APPROVED -> dev.giveback.access.v1.ApprovalState.APPROVAL_STATE_APPROVED;
            case DECLINED -> dev.giveback.access.v1.ApprovalState.APPROVAL_STATE_DECLINED;
            case EXPIRED -> dev.giveback.access.v1.ApprovalState.APPROVAL_STATE_EXPIRED;
        };
    }
}
