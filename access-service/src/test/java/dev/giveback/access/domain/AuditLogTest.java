package dev.giveback.access.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Acts begin and end. */
final class AuditLogTest {
    private static final Instant NOON = Rings.NOON;

    private AuditLog log = AuditLog.EMPTY;

    private void record(List<AuditEvent> events) {
        events.forEach(event -> log = log.evolve(event));
    }

    private Decision<AuditEvent, Long> end(long id) {
        Decision<AuditEvent, Long> decision = log.end(id, NOON);
        if (decision instanceof Decision.Accepted<AuditEvent, Long> accepted) {
            log = log.evolve(accepted.event());
        }
        return decision;
    }

    @Test
    void actsAreNumberedAndOfTwoEndsTheFirstCounts() {
        record(log.begin(NOON));
        record(log.begin(NOON));

        assertThat(log.latest()).isEqualTo(2);
        assertThat(end(1)).isInstanceOf(Decision.Accepted.class);
        assertThat(end(1)).isInstanceOf(Decision.Repeated.class);
        assertThat(end(3)).isInstanceOf(Decision.Rejected.class);
        assertThat(end(0)).isInstanceOf(Decision.Rejected.class);
        assertThat(log.open()).containsOnlyKeys(2L);
    }

    @Test
    void anEndThatNobodyTellsIsGivenUpAfterADay() {
        record(log.begin(NOON));
        record(log.begin(NOON.plus(Duration.ofHours(1))));

        assertThat(log.lost(NOON.plus(Limits.ACT), 100)).isEmpty();
        List<AuditEvent> lost = log.lost(NOON.plus(Limits.ACT).plusMillis(1), 100);
        assertThat(lost)
                .containsExactly(new AuditEvent.ActEnded(NOON.plus(Limits.ACT).plusMillis(1), 1, true));
        record(lost);
        assertThat(end(1)).isInstanceOf(Decision.Repeated.class);
        assertThat(log.open()).containsOnlyKeys(2L);
        assertThat(log.lost(NOON.plus(Duration.ofDays(9)), 0)).isEmpty();
    }

    @Test
    void noMoreAreHeldThanTheLimit() {
        for (int i = 0; i < Limits.MAX_OPEN_ACTS; i++) {
            record(log.begin(NOON));
        }
        List<AuditEvent> events = log.begin(NOON);
        record(events);

        assertThat(events)
                .containsExactly(
                        new AuditEvent.ActEnded(NOON, 1, true),
                        new AuditEvent.ActBegun(NOON, Limits.MAX_OPEN_ACTS + 1L));
        assertThat(log.open()).hasSize(Limits.MAX_OPEN_ACTS);
    }
}
