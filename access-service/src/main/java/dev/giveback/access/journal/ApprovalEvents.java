package dev.giveback.access.journal;

import dev.giveback.access.domain.Approval;
import dev.giveback.access.domain.ApprovalEvent;
import dev.giveback.access.domain.ApprovalKind;
import dev.giveback.access.domain.Ask;
import dev.giveback.access.domain.Policy;
import dev.giveback.access.domain.Review;
import dev.giveback.journal.v1.AccessEvent;
import dev.giveback.journal.v1.StoredApprovalAsked;
import dev.giveback.journal.v1.StoredApprovalReviewed;
import dev.giveback.journal.v1.StoredPolicyChanged;
import java.time.Instant;

/** Events of approvals between the domain and their stored form. */
public final class ApprovalEvents {
    private ApprovalEvents() {}

    /**
     * The stored form; of equal events the bytes are equal.
     *
     * @param requestJson of an event by which somebody is asked; it is stored, and not held
     */
    public static AccessEvent toProto(ApprovalEvent event, String requestJson) {
        AccessEvent.Builder stored =
                AccessEvent.newBuilder().setRecordMillis(event.time().toEpochMilli());
        switch (event) {
            case ApprovalEvent.ApprovalAsked asked ->
                stored.setApprovalAsked(asked(asked.approval())
                        .setRequestJson(requestJson)
                        .addAllForgottenApprovalIds(asked.forgotten()));
            case ApprovalEvent.ApprovalReviewed reviewed ->
                stored.setApprovalReviewed(reviewed(reviewed.id(), reviewed.review()));
            case ApprovalEvent.PolicyChanged changed ->
                stored.setPolicyChanged(policy(changed.policy()).setPrincipal(changed.principal()));
        }
        return stored.build();
    }

    static StoredApprovalAsked.Builder asked(Approval approval) {
        Ask ask = approval.ask();
        return StoredApprovalAsked.newBuilder()
                .setApprovalId(approval.id())
                .setKind(kind(ask.kind()))
                .setMethod(ask.method())
                .setResource(ask.resource())
                .setRequestSha256(Parts.bytes(ask.requestSha256()))
                .setRequester(ask.requester())
                .setExpireMillis(approval.expires().toEpochMilli());
    }

    static StoredApprovalReviewed.Builder reviewed(long id, Review review) {
        return StoredApprovalReviewed.newBuilder()
                .setApprovalId(id)
                .setApproved(review.approved())
                .setReviewer(review.reviewer())
                .setComment(review.comment());
    }

    static StoredPolicyChanged.Builder policy(Policy policy) {
        return StoredPolicyChanged.newBuilder()
                .setAdjustmentPoints(policy.adjustmentPoints())
                .setRules(policy.rules())
                .setErasure(policy.erasure());
    }

    /**
     * The event that is stored.
     *
     * @throws IllegalArgumentException when it is none of approvals
     */
    public static ApprovalEvent toDomain(AccessEvent stored) {
        Instant time = Instant.ofEpochMilli(stored.getRecordMillis());
        return switch (stored.getChangeCase()) {
            case APPROVAL_ASKED ->
                new ApprovalEvent.ApprovalAsked(
                        time,
                        approval(stored.getApprovalAsked(), time),
                        stored.getApprovalAsked().getForgottenApprovalIdsList());
            case APPROVAL_REVIEWED ->
                new ApprovalEvent.ApprovalReviewed(
                        time, stored.getApprovalReviewed().getApprovalId(), review(stored.getApprovalReviewed(), time));
            case POLICY_CHANGED ->
                new ApprovalEvent.PolicyChanged(
                        time,
                        policy(stored.getPolicyChanged()),
                        stored.getPolicyChanged().getPrincipal());
            case KEY_CREATED,
                    KEY_ROTATED,
                    KEY_REVOKED,
                    SESSION_OPENED,
                    SESSION_ENDED,
                    ACT_BEGUN,
                    ACT_ENDED,
                    CHANGE_NOT_SET ->
                throw new IllegalArgumentException(
                        "event: " + stored.getChangeCase() + " (expected: one of approvals)");
        };
    }

    static Approval approval(StoredApprovalAsked stored, Instant time) {
        Ask ask = new Ask(
                kind(stored.getKind()),
                stored.getMethod(),
                stored.getResource(),
                Parts.hex(stored.getRequestSha256()),
                stored.getRequester());
        return new Approval(stored.getApprovalId(), ask, time, Instant.ofEpochMilli(stored.getExpireMillis()), null);
    }

    static Review review(StoredApprovalReviewed stored, Instant time) {
        return new Review(stored.getApproved(), stored.getReviewer(), stored.getComment(), time);
    }

    static Policy policy(StoredPolicyChanged stored) {
        return new Policy(stored.getAdjustmentPoints(), stored.getRules(), stored.getErasure());
    }

    private static dev.giveback.options.v1.ApprovalKind kind(ApprovalKind kind) {
        return switch (kind) {
            case ADJUSTMENT -> dev.giveback.options.v1.ApprovalKind.APPROVAL_KIND_ADJUSTMENT;
            case RULES -> dev.giveback.options.v1.ApprovalKind.APPROVAL_KIND_RULES;
            case ERASURE -> dev.giveback.options.v1.ApprovalKind.APPROVAL_KIND_ERASURE;
        };
    }

    private static ApprovalKind kind(dev.giveback.options.v1.ApprovalKind kind) {
        return switch (kind) {
            case APPROVAL_KIND_ADJUSTMENT -> ApprovalKind.ADJUSTMENT;
            case APPROVAL_KIND_RULES -> ApprovalKind.RULES;
            case APPROVAL_KIND_ERASURE -> ApprovalKind.ERASURE;
            case APPROVAL_KIND_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("kind: " + kind + " (expected: a kind of act)");
        };
    }
}
