package dev.giveback.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import dev.giveback.standalone.console.Problem;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class CustomerLanesTest {
    private static final RetryPolicy QUICK =
            new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(200));

    private final List<String> events = Collections.synchronizedList(new ArrayList<>());

    @Test
    void oneCustomersCallsWaitForEachOtherAndAnothersDoNot() throws InterruptedException {
        try (CustomerLanes lanes = new CustomerLanes(8, QUICK)) {
            SettableFuture<String> first = SettableFuture.create();
            lanes.submit(call("a", "a1", () -> first));
            lanes.submit(call("a", "a2", () -> Futures.immediateFuture("a2")));
            lanes.submit(call("b", "b1", () -> Futures.immediateFuture("b1")));
            assertThat(events).containsExactly("send a1", "send b1", "answer b1");

            first.set("a1");
            lanes.awaitAll();
        }
        assertThat(events).containsExactly("send a1", "send b1", "answer b1", "answer a1", "send a2", "answer a2");
    }

    @Test
    void noMoreThanTheLimitAreUnderWay() throws InterruptedException {
        List<SettableFuture<String>> open = new ArrayList<>();
        try (CustomerLanes lanes = new CustomerLanes(2, QUICK)) {
            for (String customer : List.of("a", "b", "c")) {
                SettableFuture<String> answer = SettableFuture.create();
                open.add(answer);
                lanes.submit(call(customer, customer, () -> answer));
            }
            assertThat(events).containsExactly("send a", "send b");

            open.getFirst().set("a");
            assertThat(events).containsExactly("send a", "send b", "answer a", "send c");
            open.forEach(answer -> answer.set("done"));
            lanes.awaitAll();
        }
    }

    @Test
    void whatFollowsFromAnAnswerIsSentBeforeTheCustomersNextCall() throws InterruptedException {
        try (CustomerLanes lanes = new CustomerLanes(8, QUICK)) {
            SettableFuture<String> first = SettableFuture.create();
            lanes.submit(new LaneCall<>("a", () -> first, new LaneCall.Outcome<>() {
                @Override
                public void answered(String answer, long nanos) {
                    lanes.follow(call("a", "follower", () -> Futures.immediateFuture("done")));
                }

                @Override
                public void refused(String reason, long nanos) {
                    events.add("refused " + reason);
                }
            }));
            lanes.submit(call("a", "a2", () -> Futures.immediateFuture("a2")));

            first.set("a1");
            lanes.awaitAll();
        }
        assertThat(events).containsExactly("send follower", "answer follower", "send a2", "answer a2");
    }

    @Test
    void anUnavailableCallIsSentAgainBeforeTheCustomersNextOne() throws InterruptedException {
        AtomicInteger attempts = new AtomicInteger();
        try (CustomerLanes lanes = new CustomerLanes(8, QUICK)) {
            lanes.submit(call(
                    "a",
                    "a1",
                    () -> attempts.incrementAndGet() < 4
                            ? Futures.immediateFailedFuture(failure(Status.UNAVAILABLE))
                            : Futures.immediateFuture("a1")));
            lanes.submit(call("a", "a2", () -> Futures.immediateFuture("a2")));
            lanes.awaitAll();
        }
        assertThat(events)
                .containsExactly(
                        "send a1",
                        "again a1",
                        "send a1",
                        "again a1",
                        "send a1",
                        "again a1",
                        "send a1",
                        "answer a1",
                        "send a2",
                        "answer a2");
    }

    @Test
    void aRefusalIsAnAnswer() throws InterruptedException {
        try (CustomerLanes lanes = new CustomerLanes(8, QUICK)) {
            lanes.submit(call("a", "a1", () -> Futures.immediateFailedFuture(failure(Status.NOT_FOUND))));
            lanes.awaitAll();
        }
        assertThat(events).containsExactly("send a1", "refused a1 NOT_FOUND");
    }

    @Test
    void whatStaysUnavailableEndsTheRunAsNotReachable() throws InterruptedException {
        try (CustomerLanes lanes = new CustomerLanes(8, QUICK)) {
            lanes.submit(call("a", "a1", () -> Futures.immediateFailedFuture(failure(Status.UNAVAILABLE))));

            assertThatThrownBy(lanes::awaitAll)
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.UNREACHABLE));
        }
    }

    @Test
    void tenThousandAnswersThatComeAtOnceDoNotNest() throws InterruptedException {
        AtomicInteger answers = new AtomicInteger();
        try (CustomerLanes lanes = new CustomerLanes(1, QUICK)) {
            SettableFuture<String> gate = SettableFuture.create();
            lanes.submit(call("gate", "gate", () -> gate));
            Thread.ofPlatform().start(() -> gate.set("open"));
            for (int index = 0; index < 10_000; index++) {
                lanes.submit(new LaneCall<>("a", () -> Futures.immediateFuture("x"), new LaneCall.Outcome<>() {
                    @Override
                    public void answered(String answer, long nanos) {
                        answers.incrementAndGet();
                    }

                    @Override
                    public void refused(String reason, long nanos) {}
                }));
            }
            lanes.awaitAll();
        }
        assertThat(answers).hasValue(10_000);
    }

    private static StatusRuntimeException failure(Status status) {
        return status.asRuntimeException();
    }

    private LaneCall<String> call(String customer, String name, Supplier<ListenableFuture<String>> answer) {
        return new LaneCall<>(
                customer,
                () -> {
                    events.add("send " + name);
                    return answer.get();
                },
                new LaneCall.Outcome<>() {
                    @Override
                    public void answered(String ignored, long nanos) {
                        events.add("answer " + name);
                    }

                    @Override
                    public void refused(String reason, long nanos) {
                        events.add("refused " + name + " " + reason);
                    }

                    @Override
                    public void retried() {
                        events.add("again " + name);
                    }
                });
    }
}
