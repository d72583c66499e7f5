package dev.giveback.access.journal;

import dev.giveback.access.domain.Approval;
import dev.giveback.access.domain.ApprovalBook;
import dev.giveback.access.domain.Review;
import dev.giveback.journal.v1.AccessSnapshot;
import dev.giveback.journal.v1.ApprovalSnapshot;
import dev.giveback.journal.v1.ApprovalsSnapshot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The state of a program's approvals between the domain and its stored form. */
public final class ApprovalSnapshots {
    private ApprovalSnapshots() {}

    /** The stored form; of equal states the bytes are equal. */
    public static AccessSnapshot toProto(Recorded<ApprovalBook> recorded) {
        ApprovalBook book = recorded.state();
        ApprovalsSnapshot.Builder approvals = ApprovalsSnapshot.newBuilder()
                .setLatestApprovalId(book.latest())
                .setPolicyVersion(book.policyVersion())
                .setPolicy(ApprovalEvents.policy(book.policy()));
        book.approvals().values().forEach(approval -> approvals.addApprovals(approval(approval)));
        return AccessSnapshot.newBuilder()
                .setSchemaVersion(JournalSerializer.SCHEMA_VERSION)
                .setChainHash(recorded.chainHash())
                .setApprovals(approvals)
                .build();
    }

    private static ApprovalSnapshot approval(Approval approval) {
        ApprovalSnapshot.Builder stored = ApprovalSnapshot.newBuilder()
                .setAsked(ApprovalEvents.asked(approval))
                .setAskMillis(approval.asked().toEpochMilli());
        @Nullable Review review = approval.review();
        if (review != null) {
            stored.setReviewed(ApprovalEvents.reviewed(approval.id(), review))
                    .setReviewMillis(review.time().toEpochMilli());
        }
        return stored.build();
    }

    /** The state that is stored. */
    public static Recorded<ApprovalBook> toDomain(AccessSnapshot stored) {
        ApprovalsSnapshot approvals = stored.getApprovals();
        ApprovalBook book = new ApprovalBook(
                approvals.getLatestApprovalId(),
                approvals.getPolicyVersion(),
                ApprovalEvents.policy(approvals.getPolicy()),
                ApprovalBook.EMPTY.approvals(),
                ApprovalBook.EMPTY.byRequest());
        for (ApprovalSnapshot approval : approvals.getApprovalsList()) {
            book = book.with(approval(approval));
        }
        return new Recorded<>(book, stored.getChainHash());
    }

    private static Approval approval(ApprovalSnapshot stored) {
        Approval approval = ApprovalEvents.approval(stored.getAsked(), Instant.ofEpochMilli(stored.getAskMillis()));
        @Nullable
        Review review = stored.hasReviewed()
                ? ApprovalEvents.review(stored.getReviewed(), Instant.ofEpochMilli(stored.getReviewMillis()))
                : null;
        return new Approval(approval.id(), approval.ask(), approval.asked(), approval.expires(), review);
    }
}
