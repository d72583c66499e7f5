package dev.giveback.loyalty.directory;

import static dev.giveback.loyalty.directory.DirectoryTables.envelope;
import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.directory.ExpirySweeper.Sweep;
import dev.giveback.loyalty.directory.PointExpiry.Outcome;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.feed.FeedEnvelope;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ExpirySweeperTest {
    private static final long NOW = 1_000_000;
    private static final SweepSettings FAST = new SweepSettings(Duration.ofMillis(20), 500, 4);

    private final DirectoryTables tables = new DirectoryTables();
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();

    @AfterEach
    void dropTables() {
        tables.close();
    }

    @Test
    void whoIsDueIsAskedAndIsLookedAtAgainWhenTheAnswerSays() throws Exception {
        customer("due", 1, NOW);
        customer("overdue", 1, 5);
        customer("later", 1, NOW + 1);
        customer("never", 1, 0);
        PointExpiry expiry = (program, customer) -> answer(customer, customer.equals("due") ? NOW + 500 : 0);
        try (ExpirySweeper sweeper = sweeper(expiry, 500)) {
            assertThat(sweeper.sweep()).isEqualTo(new Sweep(2, 0));
            assertThat(asked).containsExactlyInAnyOrder("due", "overdue");
            assertThat(tables.nextExpiryMillis("due")).isEqualTo(NOW + 500);
            assertThat(tables.nextExpiryMillis("overdue")).isEqualTo(-1);
            assertThat(tables.nextExpiryMillis("later")).isEqualTo(NOW + 1);
            assertThat(sweeper.sweep()).as("the second sweep").isEqualTo(new Sweep(0, 0));
        }
    }

    @Test
    void whoFailsIsAskedAgainAndKeepsNobodyFromTheirTurn() throws Exception {
        customer("broken", 1, 10);
        customer("sound", 1, 20);
        PointExpiry expiry = (program, customer) -> {
            if (asked.size() == 3) {
                throw new IllegalStateException("planted: thrown");
            }
            CompletableFuture<Outcome> answer = answer(customer, 0);
            return customer.equals("broken")
                    ? CompletableFuture.failedFuture(new IllegalStateException("planted: answered"))
                    : answer;
        };
        try (ExpirySweeper sweeper = sweeper(expiry, 1)) {
            assertThat(sweeper.sweep()).isEqualTo(new Sweep(1, 1));
            assertThat(sweeper.sweep()).isEqualTo(new Sweep(1, 0));
            assertThat(sweeper.sweep()).isEqualTo(new Sweep(1, 1));
            assertThat(sweeper.sweep()).isEqualTo(new Sweep(1, 1));
            assertThat(asked).containsExactly("broken", "sound", "broken");
            assertThat(tables.nextExpiryMillis("broken")).as("still due").isEqualTo(NOW);
            assertThat(tables.nextExpiryMillis("sound")).isEqualTo(-1);
        }
    }

    @Test
    void aLotThatTheAnswerHasNotSeenIsNotForgotten() throws Exception {
        customer("c1", 1, 10);
        PointExpiry expiry = (program, customer) -> {
            if (asked.isEmpty()) {
                // It happens between the customer's answer and the sweeper's note of it.
                customer("c1", 2, NOW + 30);
            }
            asked.add(customer);
            return CompletableFuture.completedFuture(
                    new Outcome(asked.size(), Optional.of(at(asked.size() == 1 ? NOW + 90 : NOW + 30))));
        };
        try (ExpirySweeper sweeper = sweeper(expiry, 500)) {
            sweeper.sweep();
            assertThat(tables.nextExpiryMillis("c1")).as("still due").isEqualTo(10);
            sweeper.sweep();
            assertThat(tables.nextExpiryMillis("c1")).isEqualTo(NOW + 30);
        }
    }

    @Test
    void theEventOfTheSweepItselfDoesNotUndoTheAnswer() throws Exception {
        customer("early", 1, 10);
        customer("late", 1, 20);
        PointExpiry expiry = (program, customer) -> {
            if (customer.equals("early")) {
                swept(customer);
            }
            return CompletableFuture.completedFuture(new Outcome(2, Optional.empty()));
        };
        try (ExpirySweeper sweeper = sweeper(expiry, 500)) {
            sweeper.sweep();
            swept("late");
        }
        assertThat(tables.nextExpiryMillis("early")).isEqualTo(-1);
        assertThat(tables.nextExpiryMillis("late")).isEqualTo(-1);
    }

    @Test
    void whoIsDueStillBecauseOfAHoldGoesBehindTheOthers() throws Exception {
        customer("holder", 1, 10);
        customer("other", 1, 20);
        PointExpiry expiry = (program, customer) -> answer(customer, customer.equals("holder") ? 10 : 0);
        try (ExpirySweeper sweeper = sweeper(expiry, 1)) {
            sweeper.sweep();
            sweeper.sweep();
            sweeper.sweep();
            assertThat(asked).containsExactly("holder", "other", "holder");
        }
    }

    @Test
    void noMoreAreAskedAtOnceThanIsSet() throws Exception {
        for (int i = 0; i < 40; i++) {
            customer("c" + i, 1, 10);
        }
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        PointExpiry expiry = (program, customer) -> {
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            return CompletableFuture.supplyAsync(
                    () -> {
                        inFlight.decrementAndGet();
                        return new Outcome(1, Optional.empty());
                    },
                    CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS));
        };
        try (ExpirySweeper sweeper = sweeper(expiry, 500)) {
            assertThat(sweeper.sweep()).isEqualTo(new Sweep(40, 0));
        }
        assertThat(most).hasValue(4);
    }

    @Test
    void sweepsGoOnAfterADatabaseThatCouldNotBeRead() throws Exception {
        tables.execute("ALTER TABLE customer_directory RENAME TO gone");
        CountDownLatch done = new CountDownLatch(1);
        PointExpiry expiry = (program, customer) -> {
            done.countDown();
            return answer(customer, 0);
        };
        ExpirySweeper sweeper = ExpirySweeper.start(tables.source, expiry, FAST, InstantSource.system());
        try {
            Thread.sleep(200);
            tables.execute("ALTER TABLE gone RENAME TO customer_directory");
            customer("c1", 1, 10);
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            sweeper.close();
        }
        assertThat(tables.nextExpiryMillis("c1"))
                .as("noted before the stop was over")
                .isEqualTo(-1);
    }

    @Test
    void aStopWaitsForThoseThatWereAskedAndAsksNobodyElse() throws Exception {
        for (int i = 0; i < 10; i++) {
            customer("c" + i, 1, 10);
        }
        CountDownLatch four = new CountDownLatch(4);
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        PointExpiry expiry = (program, customer) -> {
            asked.add(customer);
            four.countDown();
            return answer;
        };
        ExpirySweeper sweeper = ExpirySweeper.start(tables.source, expiry, FAST, InstantSource.system());
        assertThat(four.await(20, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(sweeper::close);
        Thread.sleep(100);
        assertThat(stopped).isNotDone();
        answer.complete(new Outcome(1, Optional.empty()));
        stopped.get(20, TimeUnit.SECONDS);
        assertThat(asked).hasSize(4);
        assertThat(tables.number("SELECT count(*) FROM customer_directory WHERE next_expiry_millis IS NULL"))
                .isEqualTo(4);
    }

    @Test
    void theDefaultsAreReadFromTheirFile() {
        assertThat(SweepSettings.from(Settings.load(Map.of(), SweepSettings.RESOURCE)))
                .isEqualTo(new SweepSettings(Duration.ofSeconds(60), 500, 16));
    }

    private ExpirySweeper sweeper(PointExpiry expiry, int customers) {
        SweepSettings settings = new SweepSettings(Duration.ofDays(1), customers, 4);
        return new ExpirySweeper(tables.source, expiry, settings, InstantSource.fixed(at(NOW)));
    }

    /** The customer's next event: an order whose lot expires then; 0 is never. */
    private void customer(String customer, long sequenceNumber, long expiresMillis) {
        apply(envelope("tea", customer, sequenceNumber, Events.checkout(100, expiresMillis)));
    }

    private void swept(String customer) {
        apply(envelope("tea", customer, 2, Events.expired(100)));
    }

    private void apply(FeedEnvelope event) {
        try {
            tables.apply(event);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    private CompletableFuture<Outcome> answer(String customer, long nextMillis) {
        asked.add(customer);
        Optional<Instant> next = nextMillis == 0 ? Optional.empty() : Optional.of(at(nextMillis));
        return CompletableFuture.completedFuture(new Outcome(1, next));
    }
}
