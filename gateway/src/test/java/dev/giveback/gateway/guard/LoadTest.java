package dev.giveback.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.gateway.GatewaySettings;
import dev.giveback.options.v1.Priority;
import dev.giveback.platform.config.Settings;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How many calls may be under way, on a clock of the test's own. */
final class LoadTest {
    private final AtomicLong now = new AtomicLong();
    private final Load load = new Load(
            GuardSettings.from(Settings.load(
                    Map.of(
                            "giveback.gateway.guard.concurrency.least", 100,
                            "giveback.gateway.guard.concurrency.most", 400),
                    GatewaySettings.RESOURCE)),
            now::get);

    @Test
    void slowAnswersMakeRoomScarceAndQuickOnesMakeItGrowAgain() {
        rounds(4, 150, 2);
        int before = load.limit();
        rounds(40, 90, 500);
        assertThat(load.limit()).isLessThan(before).isGreaterThanOrEqualTo(100);
        assertThat(load.limit()).isEqualTo(100);

        rounds(200, 90, 2);
        assertThat(load.limit()).isGreaterThan(100).isLessThanOrEqualTo(400);
    }

    @Test
    void aMethodThatIsAlwaysSlowIsNotASignOfTooMuch() {
        rounds(40, 90, 900);

        assertThat(load.limit()).isEqualTo(200);
    }

    @Test
    void whatCanWaitIsRefusedFirst() {
        fill(Priority.PRIORITY_EXPORT, 100);
        fill(Priority.PRIORITY_ADMIN, 140);
        fill(Priority.PRIORITY_ORDINARY, 180);
        fill(Priority.PRIORITY_CHECKOUT, 200);
    }

    /** Lets calls in until one is refused, which must be when so many are under way. */
    private void fill(Priority priority, int full) {
        while (load.underWay() < full) {
            load.enter("m", priority);
        }
        assertThatThrownBy(() -> load.enter("m", priority))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageStartingWith("RESOURCE_EXHAUSTED");
        assertThat(load.underWay()).isEqualTo(full);
    }

    private void rounds(int rounds, int calls, int millis) {
        for (int round = 0; round < rounds; round++) {
            List<Load.Place> places = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                places.add(load.enter("m", Priority.PRIORITY_CHECKOUT));
            }
            now.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
            places.forEach(Load.Place::leave);
            now.addAndGet(TimeUnit.MILLISECONDS.toNanos(300));
        }
    }
}
