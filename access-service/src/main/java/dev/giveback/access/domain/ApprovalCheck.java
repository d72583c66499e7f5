package dev.giveback.access.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A second look at events of a program's approvals that were recorded: which rules one breaks. */
public final class ApprovalCheck {
    private final ApprovalBook before;
    private final Instant time;
    private final List<Breach> breaches = new ArrayList<>();

    private ApprovalCheck(ApprovalBook before, Instant time) {
        this.before = before;
        this.time = time;
    }

    /** What is wrong with an event that follows this state. */
    public static List<Breach> of(ApprovalBook before, ApprovalEvent event) {
        ApprovalCheck check = new ApprovalCheck(before, event.time());
        switch (event) {
            case ApprovalEvent.ApprovalAsked asked -> check.asked(asked);
            case ApprovalEvent.ApprovalReviewed reviewed -> check.reviewed(reviewed);
            case ApprovalEvent.PolicyChanged changed -> {}
        }
        return List.copyOf(check.breaches);
    }

    private void expect(boolean holds, Breach.Rule rule, String otherwise) {
        if (!holds) {
            breaches.add(new Breach(rule, otherwise));
        }
    }

    private void asked(ApprovalEvent.ApprovalAsked event) {
        Approval approval = event.approval();
        expect(
                approval.id() == before.latest() + 1,
                Breach.Rule.NUMBER,
                "approval " + approval.id() + " is asked for (expected: " + (before.latest() + 1) + ")");
        for (Long id : event.forgotten()) {
            Approval forgotten = before.approvals().get(id);
            expect(
                    forgotten != null && forgotten.isOver(time),
                    Breach.Rule.STATE,
                    "approval " + id + " is forgotten and was not over");
        }
        @Nullable Long known = before.byRequest().get(ApprovalBook.keyOf(approval.ask()));
        @Nullable Approval standing = known == null ? null : before.approvals().get(known);
        expect(
                standing == null || standing.isOver(time),
                Breach.Rule.REQUEST_ID,
                "approval " + known + " for the same request still stands");
        expect(
                names(approval.ask().kind()),
                Breach.Rule.SECOND_PERSON,
                "the policy asks for nobody for " + approval.ask().kind());
        int left = before.approvals().size() - event.forgotten().size();
        expect(
                left < Limits.MAX_APPROVALS,
                Breach.Rule.LIMIT,
                "there are " + left + " others (at most " + Limits.MAX_APPROVALS + " in all)");
    }

    /** Of how many points it was is not recorded. */
    private boolean names(ApprovalKind kind) {
        return switch (kind) {
            case ADJUSTMENT -> before.policy().adjustmentPoints() > 0;
            case RULES -> before.policy().rules();
            case ERASURE -> before.policy().erasure();
        };
    }

    private void reviewed(ApprovalEvent.ApprovalReviewed event) {
        @Nullable Approval approval = before.approvals().get(event.id());
        if (approval == null) {
            expect(false, Breach.Rule.EVENT, "there is no approval " + event.id());
            return;
        }
        expect(approval.review() == null, Breach.Rule.STATE, "approval " + event.id() + " was decided before");
        expect(!approval.isOver(time), Breach.Rule.STATE, "approval " + event.id() + " is decided after its time");
        expect(
                !approval.ask().requester().equals(event.review().reviewer()),
                Breach.Rule.SECOND_PERSON,
                "approval " + event.id() + " is decided by " + event.review().reviewer() + ", who asked for it");
    }
}
