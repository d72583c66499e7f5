package dev.giveback.platform.acts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.admin.v1.AdminAct;
import dev.giveback.admin.v1.WorkProgress;
import dev.giveback.operations.v1.WorkStatus;
import dev.giveback.testkit.TestDatabase;
import io.grpc.ClientCall;
import io.grpc.Status;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class WorksTest {
    private TestDatabase database;
    private RunningActs running;

    @BeforeEach
    void start() throws Exception {
        database = TestDatabase.create();
        running = new RunningActs(database, new WorkSettings(2, 2, 25, Duration.ofMillis(300), Duration.ofMillis(500)));
    }

    @AfterEach
    void stop() {
        running.close();
        database.close();
    }

    private CallEnd called() {
        CallEnd end = new CallEnd();
        running.call(end).request(1_000);
        return end;
    }

    private AdminAct latest() {
        return running.all().getFirst();
    }

    private static WorkProgress message(long number) {
        return WorkProgress.newBuilder().setDone(number).build();
    }

    @Test
    void aWorkSendsItsMessagesAndItsActHasItsFigures() {
        running.setWork(stream -> {
            for (long i = 1; i <= 20; i++) {
                stream.step();
                stream.send(message(i));
            }
            return Map.of("sent", "20");
        });
        CallEnd end = called();

        assertThat(end.status().isOk()).isTrue();
        assertThat(end.got()).hasSize(20).startsWith(1L, 2L).endsWith(20L);
        assertThat(latest().getOutcome()).isEqualTo("OK");
        assertThat(latest().getDetailsMap()).containsEntry("sent", "20");
        assertThat(running.works().open()).isZero();
    }

    @Test
    void refusalsFailuresAndErrorsEndActAndCall() {
        running.setWork(stream -> {
            throw Status.INVALID_ARGUMENT
                    .withDescription("context.reason: must be said")
                    .asRuntimeException();
        });
        assertThat(called().status().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(latest().getOutcome()).isEqualTo("REFUSED");
        running.setWork(stream -> {
            throw new java.sql.SQLException("gone");
        });
        assertThat(called().status().getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(latest().getOutcome()).isEqualTo("FAILED");
        running.setWork(stream -> {
            throw new AssertionError("an error, not an exception");
        });
        assertThat(called().status().getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(latest().getOutcome()).isEqualTo("FAILED");
        assertThat(running.works().open()).isZero();
    }

    @Test
    void aCallerThatCancelsEndsTheWorkAtItsNextStep() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        running.setWork(stream -> {
            begun.countDown();
            while (true) {
                stream.step();
                Thread.onSpinWait();
            }
        });
        ClientCall<WorkProgress, WorkProgress> call = running.call(new CallEnd());
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        call.cancel("enough", null);
        running.works().close();

        assertThat(latest().getOutcome()).isEqualTo("CANCELLED");
    }

    @Test
    void anOperatorSeesAWorkAndEndsIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        running.setWork(stream -> {
            stream.progress(3, 12, "events");
            begun.countDown();
            while (true) {
                stream.step();
                Thread.onSpinWait();
            }
        });
        CallEnd end = new CallEnd();
        running.call(end);
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

        WorkStatus seen = running.works().underWay().getFirst();
        assertThat(seen.getDone()).isEqualTo(3);
        assertThat(seen.getTotal()).isEqualTo(12);
        assertThat(seen.getUnit()).isEqualTo("events");
        assertThat(seen.getVerb()).isEqualTo(latest().getVerb());
        assertThat(seen.getName()).isEqualTo(Long.toString(latest().getActId()));
        assertThat(running.works().cancel(latest().getActId() + 1)).isFalse();
        assertThat(running.works().cancel(latest().getActId())).isTrue();
        running.works().close();

        assertThat(latest().getOutcome()).isEqualTo("CANCELLED");
        assertThat(end.status().getCode()).isEqualTo(Status.Code.CANCELLED);
        assertThat(running.works().underWay()).isEmpty();
    }

    @Test
    void aReaderThatIsSlowHoldsTheWorkBackAndGetsAll() throws Exception {
        AtomicLong sent = new AtomicLong();
        running.setWork(stream -> {
            for (long i = 1; i <= 5; i++) {
                stream.send(message(i));
                sent.set(i);
            }
            return Map.of();
        });
        CallEnd end = new CallEnd();
        ClientCall<WorkProgress, WorkProgress> call = running.call(end);
        for (int i = 1; i <= 5; i++) {
            assertThat(sent.get()).isLessThanOrEqualTo(i);
            call.request(1);
            int expected = i;
            until(() -> end.got().size() == expected);
        }
        call.request(1);
        assertThat(end.status().isOk()).isTrue();
        assertThat(end.got()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void aReaderThatTakesNothingIsSentAway() {
        running.setWork(stream -> {
            for (long i = 1; ; i++) {
                stream.send(message(i));
            }
        });
        CallEnd end = new CallEnd();
        running.call(end).request(1);

        until(() -> !running.all().isEmpty() && latest().getOutcome().equals("FAILED"));
        until(() -> running.works().open() == 0);
    }

    @Test
    void moreThanTheLimitAreRefusedAndNothingIsRecordedOfThem() {
        CompletableFuture<Map<String, String>> end = new CompletableFuture<>();
        running.setWork(stream -> RunningActs.now(end));
        CallEnd one = called();
        CallEnd two = called();
        assertThat(running.works().open()).isEqualTo(2);

        Status third = called().status();
        assertThat(third.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(third.getDescription()).contains("2 are under way (at most 2)");
        end.complete(Map.of());
        assertThat(one.status().isOk()).isTrue();
        assertThat(two.status().isOk()).isTrue();
        assertThat(running.all()).hasSize(2);
        until(() -> running.works().open() == 0);
        assertThat(called().status().isOk()).isTrue();
    }

    @Test
    void aNodeThatStopsEndsItsWorksAndBeginsNoMore() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        running.setWork(stream -> {
            begun.countDown();
            while (true) {
                stream.step();
                Thread.onSpinWait();
            }
        });
        CallEnd end = called();
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        running.works().close();

        assertThat(end.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(latest().getOutcome()).isEqualTo("FAILED");
        assertThat(called().status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(running.all()).hasSize(1);
    }

    @Test
    void anActThatCannotBeRecordedIsNotBegun() {
        AdminActs broken = new AdminActs(step -> {
            throw new IllegalStateException("no journal");
        });
        Works works = new Works(
                broken,
                new WorkSettings(2, 2, 25, Duration.ofSeconds(1), Duration.ofMillis(500)),
                () -> 0,
                "test.giveback.dev");
        running.setWork(stream -> Map.of());
        // A work whose act fails to begin leaves its place, or the close below would wait for ever.
        var observer = new RefusedStream();
        works.start(RunningActs.ask("Work"), observer, stream -> {
            throw new AssertionError("begun");
        });
        assertThat(observer.failure()).isNotNull();
        assertThat(works.open()).isZero();
        works.close();
    }

    private static void until(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
