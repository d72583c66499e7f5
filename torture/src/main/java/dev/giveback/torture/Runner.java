package dev.giveback.torture;

import dev.giveback.torture.report.ReportFolder;
import dev.giveback.torture.report.RunRecord;
import dev.giveback.torture.report.SuiteRecord;
import dev.giveback.torture.report.SuiteRecord.ControlRecord;
import dev.giveback.torture.suite.Control;
import dev.giveback.torture.suite.Outcome;
import dev.giveback.torture.suite.Promise;
import dev.giveback.torture.suite.Size;
import dev.giveback.torture.suite.Slice;
import dev.giveback.torture.suite.Suite;
import dev.giveback.torture.suite.Violation;
import dev.giveback.torture.suite.Workbench;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs suites one after another, slice by slice, and writes down what came of each slice before the next begins. */
final class Runner {
    /** A run of a part, by number of seeds, leaves the planted faults out and says so. */
    static final String NO_CONTROLS = "planted faults, because only some seeds were asked for";

    private static final int FRAMES_TOLD = 6;

    private final ReportFolder folder;
    private final Progress progress;
    private final Path home;
    private final InstantSource clock;
    private RunRecord run;

    /**
     * Goes on from a run.
     *
     * @param home the folder of Giveback
     */
    Runner(RunRecord run, ReportFolder folder, Progress progress, Path home, InstantSource clock) {
        this.run = run;
        this.folder = folder;
        this.progress = progress;
        this.home = home;
        this.clock = clock;
    }

    /**
     * Runs these, or what is left of them.
     *
     * @param seeds how many of each; empty for all of the size
     */
    RunRecord run(List<Suite> suites, Optional<Long> seeds) throws IOException {
        for (Suite suite : suites) {
            Promise promise = suite.promise();
            SuiteRecord record = run.suite(promise.name()).orElseGet(() -> begun(suite, seeds));
            keep(record);
            if (!record.isOver()) {
                progress.say(promise.number() + " " + promise.name() + ": " + promise.words());
                run(suite, record, seeds.isPresent());
            }
            SuiteRecord ended = run.suite(promise.name()).orElseThrow();
            progress.say("  " + promise.name() + ": " + verdict(ended));
            folder.writePage(run);
        }
        return run;
    }

    private SuiteRecord begun(Suite suite, Optional<Long> seeds) {
        Promise promise = suite.promise();
        Size size = suite.size(run.scale());
        return new SuiteRecord(
                promise.number(),
                promise.name(),
                promise.words(),
                promise.reality(),
                size.words(),
                run.seed(),
                seeds.orElse(size.seeds()),
                0,
                0,
                List.of(),
                java.util.Map.of(),
                List.of(),
                List.of(),
                false);
    }

    private void keep(SuiteRecord record) throws IOException {
        run = run.with(record, clock.instant());
        folder.writeFigures(run);
    }

    private void run(Suite suite, SuiteRecord record, boolean isPart) throws IOException {
        Optional<String> absent = suite.absent();
        if (absent.isPresent()) {
            keep(record.without("all of it: " + absent.get()));
            return;
        }
        Path scratch = Files.createTempDirectory("giveback-torture");
        try {
            suite.open(new Workbench(home, scratch));
            SuiteRecord prepared = isPart ? record.without(NO_CONTROLS) : withControls(suite, record);
            slices(suite, prepared);
        } catch (Exception broken) {
            keep(run.suite(record.name())
                    .orElseThrow()
                    .plus(0, 0, broken(record.firstSeed(), broken, suite.lastWords())));
        } finally {
            close(suite);
            delete(scratch);
        }
    }

    private static void close(Suite suite) throws IOException {
        try {
            suite.close();
        } catch (Exception broken) {
            throw new IOException("the suite does not end: " + broken, broken);
        }
    }

    private SuiteRecord withControls(Suite suite, SuiteRecord record) throws IOException {
        if (!record.controls().isEmpty()) {
            return record;
        }
        List<ControlRecord> found = new ArrayList<>();
        for (Control control : suite.controls()) {
            ControlRecord one = hunted(control);
            progress.say("  planted: " + one.name() + (one.isFound() ? " (found)" : " NOT FOUND"));
            found.add(one);
        }
        SuiteRecord with = record.withControls(found);
        keep(with);
        return with;
    }

    private static ControlRecord hunted(Control control) {
        try {
            Optional<Violation> found = control.hunt().find();
            return found.map(one -> new ControlRecord(control.name(), true, one.what(), one.story()))
                    .orElseGet(() -> new ControlRecord(control.name(), false, "nothing was seen", List.of()));
        } catch (Exception broken) {
            return new ControlRecord(control.name(), false, told(broken), List.of());
        }
    }

    private void slices(Suite suite, SuiteRecord prepared) throws IOException {
        SuiteRecord record = prepared;
        long perSlice = suite.size(run.scale()).seedsPerSlice();
        long before = record.done();
        long begun = System.nanoTime();
        while (!record.isOver()) {
            long count = Math.min(perSlice, record.seeds() - record.done());
            Slice slice = new Slice(run.scale(), record.firstSeed() + record.done(), count);
            long start = System.nanoTime();
            Outcome outcome = tried(suite, slice);
            record = record.plus(
                    count, Duration.ofNanos(System.nanoTime() - start).toMillis(), outcome);
            keep(record);
            progress.tell(
                    record.name(),
                    record.done(),
                    record.seeds(),
                    record.done() - before,
                    System.nanoTime() - begun,
                    record.violations().size());
        }
    }

    private static Outcome tried(Suite suite, Slice slice) {
        try {
            return suite.run(slice);
        } catch (Exception | AssertionError broken) {
            return broken(slice.first(), broken, suite.lastWords());
        }
    }

    private static Outcome broken(long seed, Throwable broken, List<String> story) {
        return new Outcome(
                java.util.Map.of(), List.of(new Violation(seed, "the suite broke: " + told(broken), story)), List.of());
    }

    private static String told(Throwable broken) {
        StringWriter text = new StringWriter();
        broken.printStackTrace(new PrintWriter(text));
        return String.join(
                " | ",
                text.toString().lines().limit(FRAMES_TOLD).map(String::strip).toList());
    }

    private static String verdict(SuiteRecord suite) {
        return switch (suite.status()) {
            case PASSED -> "passed";
            case VIOLATED ->
                "VIOLATED, " + suite.violations().size() + " times" + (suite.isStopped() ? ", and stopped" : "");
            case NOT_RUN -> "not run: " + String.join("; ", suite.notRun());
            case UNFINISHED -> "unfinished";
        };
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
