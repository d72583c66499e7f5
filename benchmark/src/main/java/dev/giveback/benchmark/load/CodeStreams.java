package dev.giveback.benchmark.load;

import dev.giveback.benchmark.machine.CpuTimes;
import dev.giveback.coupon.v1.CodeServiceGrpc;
import dev.giveback.coupon.v1.GenerateCodesRequest;
import dev.giveback.coupon.v1.GenerateCodesResponse;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** One client that takes one stream of codes after another, as fast as they come. */
public final class CodeStreams {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Target target;
    private final String campaign;
    private final Meter meter;
    private final AtomicLong codesInWindow = new AtomicLong();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Status trouble;

    private CodeStreams(Target target, String campaign, Window window) {
        this.target = target;
        this.campaign = campaign;
        meter = new Meter(window);
    }

    /**
     * What came in the window.
     *
     * @param latency nanoseconds from one message of a stream to the next
     * @param cpu what each process used meanwhile
     */
    public record Taken(double seconds, long codes, Histogram latency, CpuTimes cpu) {}

    /**
     * Takes streams until the window ends. Throws IllegalStateException if one failed.
     *
     * @param campaign resource name of one with unique codes
     */
    public static Taken take(Target target, String campaign, Window window, Supplier<CpuTimes> cpu)
            throws InterruptedException {
        CodeStreams streams = new CodeStreams(target, campaign, window);
        try (Context.CancellableContext context = Context.current().withCancellation()) {
            context.run(streams::begin);
            streams.meter.await(window.fromNanos());
            CpuTimes before = cpu.get();
            streams.meter.await(window.untilNanos());
            CpuTimes used = cpu.get().minus(before);
            context.cancel(null);
            if (!streams.ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the stream of codes did not end when it was cancelled");
            }
            Status trouble = streams.trouble;
            if (trouble != null) {
                throw new IllegalStateException("a stream of codes failed: " + trouble);
            }
            return new Taken(window.seconds(), streams.codesInWindow.get(), streams.meter.latency(), used);
        }
    }

    private void begin() {
        CodeServiceGrpc.newStub(target.channel(0))
                .generateCodes(
                        GenerateCodesRequest.newBuilder().setCampaign(campaign).build(), new Stream());
    }

    private final class Stream implements StreamObserver<GenerateCodesResponse> {
        private long last = meter.now();

        @Override
        public void onNext(GenerateCodesResponse message) {
            long now = meter.now();
            meter.answered(now, now - last, Outcomes.OK);
            if (meter.window().contains(now)) {
                codesInWindow.addAndGet(message.getCodesCount());
            }
            last = now;
        }

        @Override
        public void onError(Throwable failure) {
            if (meter.now() < meter.window().untilNanos()) {
                trouble = Status.fromThrowable(failure);
            }
            ended.countDown();
        }

        @Override
        public void onCompleted() {
            begin();
        }
    }
}
