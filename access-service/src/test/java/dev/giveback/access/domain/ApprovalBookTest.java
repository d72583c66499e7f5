package dev.giveback.access.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Acts that a second person approves. */
final class ApprovalBookTest {
    private static final String ANNA = "keys/annaannaanna";
    private static final String BEN = "keys/benbenbenben";

    private ApprovalBook book = ApprovalBook.EMPTY;
    private Instant now = Rings.NOON;

    private static Ask ask(ApprovalKind kind, int request) {
        return new Ask(kind, "Method", "programs/bakery", String.format("%064x", request), ANNA);
    }

    private @Nullable ApprovalEvent decide(ApprovalCommand command) {
        return switch (book.decide(command, now)) {
            case Decision.Accepted<ApprovalEvent, ApprovalAnswer> accepted -> {
                assertThat(ApprovalCheck.of(book, accepted.event()))
                        .as("the second look at what was decided")
                        .isEmpty();
                book = book.evolve(accepted.event());
                yield accepted.event();
            }
            case Decision.Repeated<ApprovalEvent, ApprovalAnswer> repeated -> null;
            case Decision.Rejected<ApprovalEvent, ApprovalAnswer> rejected ->
                throw new AssertionError(command + ": " + rejected.refusal() + " (expected: accepted)");
        };
    }

    private ApprovalAnswer repeated(ApprovalCommand command) {
        if (book.decide(command, now) instanceof Decision.Repeated<ApprovalEvent, ApprovalAnswer> repeated) {
            return repeated.answer();
        }
        throw new AssertionError(command + ": not repeated (expected: repeated)");
    }

    private Reason refused(ApprovalCommand command) {
        if (book.decide(command, now) instanceof Decision.Rejected<ApprovalEvent, ApprovalAnswer> rejected) {
            return rejected.refusal().reason();
        }
        throw new AssertionError(command + ": not refused (expected: refused)");
    }

    private static ApprovalCommand erase(int request) {
        return new ApprovalCommand.Check(ask(ApprovalKind.ERASURE, request), 0);
    }

    private static ApprovalCommand review(long id, boolean approve, String reviewer) {
        return new ApprovalCommand.ReviewApproval(id, approve, reviewer, "");
    }

    private void needErasures() {
        decide(new ApprovalCommand.SetPolicy(new Policy(0, false, true), null, ANNA));
    }

    @Test
    void thePolicyNamesWhatNeedsOne() {
        Policy policy = new Policy(100, false, true);

        assertThat(policy.needs(ApprovalKind.ADJUSTMENT, 99)).isFalse();
        assertThat(policy.needs(ApprovalKind.ADJUSTMENT, 100)).isTrue();
        assertThat(policy.needs(ApprovalKind.RULES, 0)).isFalse();
        assertThat(policy.needs(ApprovalKind.ERASURE, 0)).isTrue();
        assertThat(Policy.NONE.needs(ApprovalKind.ADJUSTMENT, Long.MAX_VALUE)).isFalse();
        assertThat(repeated(erase(1))).isEqualTo(new ApprovalAnswer.NotNeeded());
    }

    @Test
    void anActIsAskedForOnce() {
        needErasures();
        assertThat(decide(erase(1))).isInstanceOf(ApprovalEvent.ApprovalAsked.class);

        assertThat(repeated(erase(1))).isInstanceOf(ApprovalAnswer.Stands.class);
        assertThat(decide(erase(2))).isInstanceOf(ApprovalEvent.ApprovalAsked.class);
        assertThat(book.latest()).isEqualTo(2);
    }

    @Test
    void whoAsksCannotDecideAndWhatIsDecidedStays() {
        needErasures();
        decide(erase(1));

        assertThat(refused(review(1, true, ANNA))).isEqualTo(Reason.OWN_REQUEST);
        assertThat(refused(review(2, true, BEN))).isEqualTo(Reason.APPROVAL_NOT_FOUND);
        assertThat(refused(new ApprovalCommand.ReviewApproval(1, true, BEN, "a\nb")))
                .isEqualTo(Reason.INVALID_FIELD);
        decide(review(1, false, BEN));
        assertThat(repeated(review(1, false, BEN))).isInstanceOf(ApprovalAnswer.Stands.class);
        assertThat(refused(review(1, true, BEN))).isEqualTo(Reason.APPROVAL_ENDED);
        // Declined for as long as it would have been good.
        assertThat(((ApprovalAnswer.Stands) repeated(erase(1))).approval().state(now))
                .isEqualTo(ApprovalState.DECLINED);
    }

    @Test
    void anApprovalCanBeUsedUntilItsTimeIsOver() {
        needErasures();
        decide(erase(1));
        decide(review(1, true, BEN));
        now = now.plus(Limits.APPROVAL).minusMillis(1);
        assertThat(((ApprovalAnswer.Stands) repeated(erase(1))).approval().state(now))
                .isEqualTo(ApprovalState.APPROVED);
        now = now.plusMillis(1);

        ApprovalEvent.ApprovalAsked event =
                (ApprovalEvent.ApprovalAsked) Objects.requireNonNull(decide(erase(1)), "an event");
        assertThat(event.approval().id()).isEqualTo(2);
        assertThat(event.forgotten()).containsExactly(1L);
        assertThat(book.approvals()).containsOnlyKeys(2L);
        assertThat(refused(review(1, true, BEN))).isEqualTo(Reason.APPROVAL_NOT_FOUND);
    }

    @Test
    void noMoreAreHeldThanTheLimit() {
        needErasures();
        for (int i = 0; i < Limits.MAX_APPROVALS; i++) {
            decide(erase(i));
        }
        assertThat(refused(erase(5000))).isEqualTo(Reason.TOO_MANY_APPROVALS);
        now = now.plus(Limits.APPROVAL);
        decide(erase(5000));
        assertThat(book.approvals()).hasSize(Limits.MAX_APPROVALS - Limits.MAX_FORGOTTEN + 1);
    }

    @Test
    void aPolicyIsChangedByWhoHasReadIt() {
        needErasures();
        Policy rules = new Policy(0, true, false);

        assertThat(repeated(new ApprovalCommand.SetPolicy(new Policy(0, false, true), 0L, ANNA)))
                .isEqualTo(new ApprovalAnswer.PolicyIs(new Policy(0, false, true), 1));
        assertThat(refused(new ApprovalCommand.SetPolicy(rules, 0L, ANNA))).isEqualTo(Reason.ETAG_MISMATCH);
        decide(new ApprovalCommand.SetPolicy(rules, 1L, ANNA));
        assertThat(book.policyVersion()).isEqualTo(2);
        now = now.plus(Duration.ofDays(1));
        assertThat(repeated(erase(1))).isEqualTo(new ApprovalAnswer.NotNeeded());
    }
}
