package dev.giveback.access.domain;

import dev.giveback.access.domain.Decision.Accepted;
import dev.giveback.access.domain.Decision.Rejected;
import dev.giveback.access.domain.Decision.Repeated;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.TreePMap;

/**
 * The policy of a program, and the approvals that are remembered: until their time is over, and a little longer.
 *
 * @param latest the number of the latest approval
 * @param policyVersion how often the policy was changed
 * @param approvals by number
 * @param byRequest the number of the latest approval of a request, by {@link #keyOf}
 */
public record ApprovalBook(
        long latest,
        long policyVersion,
        Policy policy,
        TreePMap<Long, Approval> approvals,
        PMap<String, Long> byRequest) {
    /** Before anything was asked. */
    public static final ApprovalBook EMPTY =
            new ApprovalBook(0, 0, Policy.NONE, TreePMap.empty(), HashTreePMap.empty());

    /** What comes of a command at this moment. */
    public Decision<ApprovalEvent, ApprovalAnswer> decide(ApprovalCommand command, Instant now) {
        return switch (command) {
            case ApprovalCommand.Check check -> check(check, now);
            case ApprovalCommand.ReviewApproval review -> review(review, now);
            case ApprovalCommand.SetPolicy set -> set(set, now);
        };
    }

    private Decision<ApprovalEvent, ApprovalAnswer> check(ApprovalCommand.Check command, Instant now) {
        Ask ask = command.ask();
        if (!policy.needs(ask.kind(), command.points())) {
            return new Repeated<>(new ApprovalAnswer.NotNeeded());
        }
        @Nullable Long known = byRequest.get(keyOf(ask));
        if (known != null) {
            Approval approval = Objects.requireNonNull(approvals.get(known), "an approval that is remembered");
            if (!approval.isOver(now)) {
                return new Repeated<>(new ApprovalAnswer.Stands(approval));
            }
        }
        List<Long> forgotten = approvals.values().stream()
                .takeWhile(approval -> approval.isOver(now))
                .limit(Limits.MAX_FORGOTTEN)
                .map(Approval::id)
                .toList();
        if (approvals.size() - forgotten.size() >= Limits.MAX_APPROVALS) {
            return rejected(
                    Reason.TOO_MANY_APPROVALS,
                    "approvals: there are " + Limits.MAX_APPROVALS + " of the last " + Limits.APPROVAL.toDays()
                            + " days in this program");
        }
        return new Accepted<>(new ApprovalEvent.ApprovalAsked(
                now, new Approval(latest + 1, ask, now, now.plus(Limits.APPROVAL), null), forgotten));
    }

    private Decision<ApprovalEvent, ApprovalAnswer> review(ApprovalCommand.ReviewApproval command, Instant now) {
        if (!Texts.isLine(command.comment(), 0, Limits.MAX_COMMENT)) {
            return new Rejected<>(
                    Refusal.field("comment", "must be at most 200 characters without control characters"));
        }
        @Nullable Approval approval = approvals.get(command.id());
        if (approval == null) {
            return rejected(Reason.APPROVAL_NOT_FOUND, "name: there is no such approval, or no longer");
        }
        if (approval.ask().requester().equals(command.reviewer())) {
            return rejected(Reason.OWN_REQUEST, "caller: whoever asks cannot decide");
        }
        @Nullable Review decided = approval.review();
        if (decided != null && decided.approved() == command.approve()) {
            return new Repeated<>(new ApprovalAnswer.Stands(approval));
        }
        if (decided != null || approval.isOver(now)) {
            return rejected(
                    Reason.APPROVAL_ENDED,
                    decided == null ? "approval: its time is over" : "approval: it was decided otherwise");
        }
        return new Accepted<>(new ApprovalEvent.ApprovalReviewed(
                now, command.id(), new Review(command.approve(), command.reviewer(), command.comment(), now)));
    }

    private Decision<ApprovalEvent, ApprovalAnswer> set(ApprovalCommand.SetPolicy command, Instant now) {
        if (command.policy().equals(policy)) {
            return new Repeated<>(new ApprovalAnswer.PolicyIs(policy, policyVersion));
        }
        @Nullable Long read = command.readVersion();
        if (read != null && read != policyVersion) {
            return rejected(Reason.ETAG_MISMATCH, "policy.etag: the policy was changed since it was read");
        }
        return new Accepted<>(new ApprovalEvent.PolicyChanged(now, command.policy(), command.principal()));
    }

    /** After one more event. */
    public ApprovalBook evolve(ApprovalEvent event) {
        return switch (event) {
            case ApprovalEvent.ApprovalAsked asked -> forget(asked.forgotten()).with(asked.approval());
            case ApprovalEvent.ApprovalReviewed reviewed ->
                with(Objects.requireNonNull(approvals.get(reviewed.id()), "an approval that was asked for")
                        .reviewed(reviewed.review()));
            case ApprovalEvent.PolicyChanged changed ->
                new ApprovalBook(latest, policyVersion + 1, changed.policy(), approvals, byRequest);
        };
    }

    /** With this approval in place of an older state of it. */
    public ApprovalBook with(Approval approval) {
        return new ApprovalBook(
                Math.max(latest, approval.id()),
                policyVersion,
                policy,
                approvals.plus(approval.id(), approval),
                byRequest.plus(keyOf(approval.ask()), approval.id()));
    }

    private ApprovalBook forget(List<Long> over) {
        TreePMap<Long, Approval> left = approvals;
        PMap<String, Long> leftBy = byRequest;
        for (Long id : over) {
            Approval approval = left.get(id);
            if (approval != null) {
                left = left.minus(id);
                String key = keyOf(approval.ask());
                leftBy = id.equals(leftBy.get(key)) ? leftBy.minus(key) : leftBy;
            }
        }
        return new ApprovalBook(latest, policyVersion, policy, left, leftBy);
    }

    /** An approval is for one request of one requester. */
    static String keyOf(Ask ask) {
        return ask.requestSha256() + ' ' + ask.requester();
    }

    private static Decision<ApprovalEvent, ApprovalAnswer> rejected(Reason reason, String message) {
        return new Rejected<>(Refusal.of(reason, message));
    }
}
