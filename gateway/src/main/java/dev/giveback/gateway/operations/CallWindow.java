package dev.giveback.gateway.operations;

import com.google.protobuf.util.Durations;
import dev.giveback.operations.v1.CallRates;
import io.grpc.Status;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How the calls of one method went in the last minute, in slices of ten seconds that are written over when they are older. */
final class CallWindow {
    static final long SLICE_SECONDS = 10;
    private static final int SLICES = 6;
    private static final long MOST_MICROS = TimeUnit.MINUTES.toMicros(2);
    /** One digit: every sixteenth of a value is told from the next. */
    private static final int DIGITS = 1;

    private static final double HALF = 50;
    private static final double NEARLY_ALL = 99;

    private final Slice[] slices = new Slice[SLICES];

    /** Ten seconds of calls. */
    private static final class Slice {
        private final long number;
        private final Histogram micros = new Histogram(MOST_MICROS, DIGITS);
        private final Map<Status.Code, Long> errors = new TreeMap<>();

        Slice(long number) {
            this.number = number;
        }
    }

    /** What came of calls, of one method or several. */
    static final class Sum {
        private final Histogram micros = new Histogram(MOST_MICROS, DIGITS);
        private final Map<Status.Code, Long> errors = new TreeMap<>();

        long calls() {
            return micros.getTotalCount();
        }

        void add(Sum other) {
            micros.add(other.micros);
            other.errors.forEach((code, times) -> errors.merge(code, times, Long::sum));
        }

        CallRates.Builder rates(double seconds) {
            CallRates.Builder rates = CallRates.newBuilder()
                    .setCallCount(calls())
                    .setCallsPerSecond(calls() / seconds)
                    .setP50Time(Durations.fromMicros(micros.getValueAtPercentile(HALF)))
                    .setP99Time(Durations.fromMicros(micros.getValueAtPercentile(NEARLY_ALL)));
            errors.forEach((code, times) -> rates.putErrors(code.name(), times));
            return rates;
        }
    }

    synchronized void record(long second, long micros, Status.Code code) {
        long number = second / SLICE_SECONDS;
        int place = Math.toIntExact(Math.floorMod(number, SLICES));
        Slice slice = slices[place];
        if (slice == null || slice.number != number) {
            slice = new Slice(number);
            slices[place] = slice;
        }
        slice.micros.recordValue(Math.clamp(micros, 0, MOST_MICROS));
        if (code != Status.Code.OK) {
            slice.errors.merge(code, 1L, Long::sum);
        }
    }

    synchronized Sum sum(long second) {
        long now = second / SLICE_SECONDS;
        Sum sum = new Sum();
        for (Slice slice : slices) {
            if (slice != null && slice.number > now - SLICES && slice.number <= now) {
                sum.micros.add(slice.micros);
                slice.errors.forEach((code, times) -> sum.errors.merge(code, times, Long::sum));
            }
        }
        return sum;
    }

    /** How many seconds a sum is about: the slice of now is not over yet. */
    static double seconds(long second, long startSecond) {
        long covered = (SLICES - 1) * SLICE_SECONDS + Math.floorMod(second, SLICE_SECONDS) + 1;
        return Math.max(1, Math.min(covered, second - startSecond + 1));
    }
}
