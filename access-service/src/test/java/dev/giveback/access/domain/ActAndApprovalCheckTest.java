package dev.giveback.access.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each rule of recorded acts and approvals, broken by an event that nothing would have decided. */
final class ActAndApprovalCheckTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final String ANNA = "keys/annaannaanna";
    private static final String BEN = "keys/benbenbenben";

    private static List<Breach.Rule> broken(AuditLog log, AuditEvent event) {
        return ActCheck.of(log, event).stream().map(Breach::rule).toList();
    }

    private static List<Breach.Rule> broken(ApprovalBook book, ApprovalEvent event) {
        return ApprovalCheck.of(book, event).stream().map(Breach::rule).toList();
    }

    @Test
    void actsAreNumberedAndEndOnce() {
        AuditLog one = AuditLog.EMPTY.evolve(new AuditEvent.ActBegun(NOW, 1));
        AuditLog over = one.evolve(new AuditEvent.ActEnded(NOW, 1, false));

        assertThat(broken(AuditLog.EMPTY, new AuditEvent.ActBegun(NOW, 1))).isEmpty();
        assertThat(broken(one, new AuditEvent.ActBegun(NOW, 1))).containsExactly(Breach.Rule.NUMBER);
        assertThat(broken(one, new AuditEvent.ActBegun(NOW, 3))).containsExactly(Breach.Rule.NUMBER);
        assertThat(broken(one, new AuditEvent.ActEnded(NOW, 1, false))).isEmpty();
        assertThat(broken(one, new AuditEvent.ActEnded(NOW, 2, false))).containsExactly(Breach.Rule.EVENT);
        assertThat(broken(over, new AuditEvent.ActEnded(NOW, 1, false))).containsExactly(Breach.Rule.STATE);
    }

    @Test
    void anEndIsGivenUpAfterItsTimeOrWhenThereIsNoRoom() {
        AuditLog log = AuditLog.EMPTY.evolve(new AuditEvent.ActBegun(NOW, 1));
        Instant late = NOW.plus(Limits.ACT).plusMillis(1);

        assertThat(broken(log, new AuditEvent.ActEnded(NOW.plus(Limits.ACT), 1, true)))
                .containsExactly(Breach.Rule.STATE);
        assertThat(broken(log, new AuditEvent.ActEnded(late, 1, true))).isEmpty();
        for (long act = 2; act <= Limits.MAX_OPEN_ACTS; act++) {
            log = log.evolve(new AuditEvent.ActBegun(NOW, act));
        }
        for (AuditEvent event : log.begin(NOW)) {
            assertThat(broken(log, event)).isEmpty();
            log = log.evolve(event);
        }
        assertThat(broken(log, new AuditEvent.ActEnded(NOW, 3, true))).containsExactly(Breach.Rule.STATE);
    }

    private static ApprovalEvent asked(long id, ApprovalKind kind, int request, Instant time, Long... forgotten) {
        Ask ask = new Ask(kind, "m", "programs/bakery", String.format("%064x", request), ANNA);
        return new ApprovalEvent.ApprovalAsked(
                time, new Approval(id, ask, time, time.plus(Limits.APPROVAL), null), List.of(forgotten));
    }

    private static ApprovalEvent reviewed(long id, String reviewer, Instant time) {
        return new ApprovalEvent.ApprovalReviewed(time, id, new Review(true, reviewer, "", time));
    }

    private static ApprovalBook bookWithOne() {
        return ApprovalBook.EMPTY
                .evolve(new ApprovalEvent.PolicyChanged(NOW, new Policy(0, false, true), ANNA))
                .evolve(asked(1, ApprovalKind.ERASURE, 1, NOW));
    }

    @Test
    void approvalsAreNumberedAndAskedForWhereThePolicyWantsThem() {
        ApprovalBook book = bookWithOne();

        assertThat(broken(book, asked(2, ApprovalKind.ERASURE, 2, NOW))).isEmpty();
        assertThat(broken(book, asked(3, ApprovalKind.ERASURE, 2, NOW))).containsExactly(Breach.Rule.NUMBER);
        assertThat(broken(book, asked(2, ApprovalKind.ERASURE, 1, NOW))).containsExactly(Breach.Rule.REQUEST_ID);
        assertThat(broken(book, asked(2, ApprovalKind.RULES, 2, NOW))).containsExactly(Breach.Rule.SECOND_PERSON);
        assertThat(broken(book, asked(2, ApprovalKind.ADJUSTMENT, 2, NOW))).containsExactly(Breach.Rule.SECOND_PERSON);
        assertThat(broken(book, asked(2, ApprovalKind.ERASURE, 2, NOW, 1L))).containsExactly(Breach.Rule.STATE);
        assertThat(broken(book, asked(2, ApprovalKind.ERASURE, 1, NOW.plus(Limits.APPROVAL), 1L)))
                .isEmpty();
    }

    @Test
    void anApprovalIsDecidedOnceInItsTimeByAnother() {
        ApprovalBook book = bookWithOne();
        ApprovalBook decided = book.evolve(reviewed(1, BEN, NOW));

        assertThat(broken(book, reviewed(1, BEN, NOW))).isEmpty();
        assertThat(broken(book, reviewed(2, BEN, NOW))).containsExactly(Breach.Rule.EVENT);
        assertThat(broken(book, reviewed(1, ANNA, NOW))).containsExactly(Breach.Rule.SECOND_PERSON);
        assertThat(broken(decided, reviewed(1, BEN, NOW))).containsExactly(Breach.Rule.STATE);
        assertThat(broken(book, reviewed(1, BEN, NOW.plus(Limits.APPROVAL)))).containsExactly(Breach.Rule.STATE);
        assertThat(broken(book, reviewed(1, BEN, NOW.plus(Limits.APPROVAL).minus(Duration.ofMillis(1)))))
                .isEmpty();
    }

    @Test
    void thereAreNoMoreApprovalsThanThereMayBe() {
        ApprovalBook book = bookWithOne();
        for (int approval = 2; approval <= Limits.MAX_APPROVALS; approval++) {
            book = book.evolve(asked(approval, ApprovalKind.ERASURE, approval, NOW));
        }

        assertThat(broken(book, asked(Limits.MAX_APPROVALS + 1, ApprovalKind.ERASURE, 0, NOW)))
                .containsExactly(Breach.Rule.LIMIT);
    }
}
