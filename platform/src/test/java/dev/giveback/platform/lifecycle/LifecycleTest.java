package dev.giveback.platform.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class LifecycleTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final List<String> stops = new CopyOnWriteArrayList<>();
    private final Lifecycle lifecycle = new Lifecycle();

    @Test
    void stopsInReverseOrderOfTheStart() {
        lifecycle.onStop("pool", LIMIT, () -> stops.add("pool"));
        lifecycle.onStop("actors", LIMIT, () -> stops.add("actors"));
        lifecycle.onStop("server", LIMIT, () -> stops.add("server"));

        lifecycle.close();

        assertThat(stops).containsExactly("server", "actors", "pool");
    }

    @Test
    void oneThatFailsDoesNotKeepTheOthersFromStopping() {
        lifecycle.onStop("pool", LIMIT, () -> stops.add("pool"));
        lifecycle.onStop("actors", LIMIT, () -> {
            throw new IllegalStateException("broken");
        });

        lifecycle.close();

        assertThat(stops).containsExactly("pool");
    }

    @Test
    void oneThatOverrunsItsLimitIsInterruptedAndLeftBehind() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        lifecycle.onStop("pool", LIMIT, () -> stops.add("pool"));
        lifecycle.onStop("stuck", Duration.ofMillis(50), () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });

        lifecycle.close();

        assertThat(stops).containsExactly("pool");
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closingTwiceStopsOnce() {
        lifecycle.add("server", LIMIT, () -> stops.add("server"));

        lifecycle.close();
        lifecycle.close();

        assertThat(stops).containsExactly("server");
    }

    @Test
    void whatIsStartedAfterTheStopIsStoppedAtOnce() {
        lifecycle.close();

        lifecycle.onStop("late", LIMIT, () -> stops.add("late"));

        assertThat(stops).containsExactly("late");
    }

    @Test
    void theEndCanBeAwaited() throws InterruptedException {
        lifecycle.onStop("server", LIMIT, () -> stops.add("server"));
        Thread.ofPlatform().daemon().start(lifecycle::close);

        lifecycle.awaitClose();

        assertThat(stops).containsExactly("server");
    }

    @Test
    void aLimitMustBePositive() {
        assertThatThrownBy(() -> lifecycle.onStop("server", Duration.ZERO, () -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limit of server: PT0S (expected: > 0)");
    }
}
