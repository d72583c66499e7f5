package dev.giveback.torture;

import dev.giveback.torture.suite.Control;
import dev.giveback.torture.suite.Outcome;
import dev.giveback.torture.suite.Promise;
import dev.giveback.torture.suite.Scale;
import dev.giveback.torture.suite.Size;
import dev.giveback.torture.suite.Slice;
import dev.giveback.torture.suite.Suite;
import dev.giveback.torture.suite.Violation;
import dev.giveback.torture.suite.Workbench;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** A suite of ten seeds, of which some are broken; it remembers what it was asked to do. */
final class CountingSuite implements Suite {
    final List<Long> tried = new ArrayList<>();
    LongPredicate broken = seed -> false;
    LongPredicate dies = seed -> false;
    boolean isControlFound = true;
    int controlsHunted;
    boolean isOpen;

    @Nullable
    String missing;

    @Override
    public Promise promise() {
        return new Promise(7, "counting", "Numbers follow each other.", "All of it is real.");
    }

    @Override
    public Size size(Scale scale) {
        return new Size(scale == Scale.SMALL ? 10 : 100, 3, "a number");
    }

    @Override
    public List<Control> controls() {
        return List.of(new Control("a number left out", () -> {
            controlsHunted++;
            return isControlFound ? Optional.of(new Violation(3, "4 follows 2", List.of("2", "4"))) : Optional.empty();
        }));
    }

    @Override
    public Optional<String> absent() {
        return Optional.ofNullable(missing);
    }

    @Override
    public void open(Workbench bench) {
        isOpen = true;
    }

    @Override
    public Outcome run(Slice slice) {
        Outcome.Tally tally = new Outcome.Tally();
        List<Violation> violations = new ArrayList<>();
        slice.seeds().forEach(seed -> {
            if (dies.test(seed)) {
                throw new IllegalStateException("no power");
            }
            tried.add(seed);
            tally.add("numbers");
            if (broken.test(seed)) {
                violations.add(new Violation(seed, "odd", List.of("one step")));
            }
        });
        return Outcome.of(tally, violations);
    }

    @Override
    public void close() {
        isOpen = false;
    }
}
