package dev.giveback.torture.fuzz;

import com.google.protobuf.ByteString;
import dev.giveback.torture.suite.Outcome.Tally;
import dev.giveback.torture.suite.Violation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gives a target inputs of one seed, in a thread that is watched from another one, until one is a fault. */
final class Hunt {
    /** Reading one input takes microseconds, a call milliseconds. */
    private static final Duration HANGS = Duration.ofSeconds(15);

    private static final Duration HANGS_SERVED = Duration.ofSeconds(90);
    private static final int FRAMES_TOLD = 8;

    private final Target target;
    private final long seed;
    private final int inputs;

    private volatile @Nullable Try current;
    private volatile @Nullable Fault fault;

    private record Try(ByteString input, long since) {}

    Hunt(Target target, long seed, int inputs) {
        this.target = target;
        this.seed = seed;
        this.inputs = inputs;
    }

    /** The fault, if one was found. */
    Optional<Violation> violation(Tally tally) throws InterruptedException {
        Thread reader =
                Thread.ofPlatform().daemon().name("fuzz-" + target.name()).start(() -> read(tally));
        Optional<Violation> hanging = watch(reader);
        if (hanging.isPresent()) {
            return hanging;
        }
        Fault found = fault;
        return found == null ? Optional.empty() : Optional.of(found.violation(target, seed));
    }

    private void read(Tally tally) {
        Random random = new Random(seed * 31 + target.name().hashCode());
        Mutator mutator = new Mutator(random);
        for (int at = 0; at < inputs && fault == null; at++) {
            byte[] input = mutator.spoilt(target.sample(random));
            current = new Try(ByteString.copyFrom(input), System.nanoTime());
            try {
                Trial.of(target, input);
            } catch (Exception | StackOverflowError | OutOfMemoryError broken) {
                fault = new Fault(told(broken), ByteString.copyFrom(input));
            }
            current = null;
            tally.add(target.isServed() ? "calls" : "inputs");
        }
    }

    private Optional<Violation> watch(Thread reader) throws InterruptedException {
        long most = (target.isServed() ? HANGS_SERVED : HANGS).toNanos();
        while (!reader.join(Duration.ofMillis(100))) {
            Try now = current;
            if (now != null && System.nanoTime() - now.since() > most) {
                String where = Arrays.stream(reader.getStackTrace())
                        .limit(FRAMES_TOLD)
                        .map(StackTraceElement::toString)
                        .collect(Collectors.joining(" | "));
                reader.interrupt();
                return Optional.of(new Fault("hangs in " + where, now.input()).asItIs(target.name(), seed));
            }
        }
        return Optional.empty();
    }

    private static String told(Throwable broken) {
        StringWriter text = new StringWriter();
        broken.printStackTrace(new PrintWriter(text));
        List<String> lines = text.toString().lines().map(String::strip).toList();
        return String.join(" | ", lines.subList(0, Math.min(FRAMES_TOLD, lines.size())));
    }
}
