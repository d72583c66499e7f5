package dev.giveback.torture.process;

import dev.giveback.torture.suite.Control;
import dev.giveback.torture.suite.Outcome;
import dev.giveback.torture.suite.Promise;
import dev.giveback.torture.suite.Scale;
import dev.giveback.torture.suite.Size;
import dev.giveback.torture.suite.Slice;
import dev.giveback.torture.suite.Suite;
import dev.giveback.torture.suite.Violation;
import dev.giveback.torture.suite.Workbench;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Erases people whose values are planted, and looks for those in every file of a Giveback that goes on running. */
public final class ErasureSuite implements Suite {
    /** Seeds of people that no slice has. */
    private static final long CONTROL_SEED = -10;

    private @Nullable Running running;

    @Override
    public Promise promise() {
        return new Promise(
                15,
                "erasure",
                "When a customer was erased, no value that was told of the person can be read in any table, snapshot, export or log any more, and"
                        + " the key that sealed them is gone; everybody else is as before.",
                "All of it is real: giveback up with its PostgreSQL, every file that they write is read byte by byte while they run. PostgreSQL's"
                        + " log of changes is moved on by hand, as time does by itself. Not looked into: mails written as files, which are the shop's to"
                        + " delete; memory; blocks of deleted files. What PostgreSQL compresses is looked into by its rows alone.");
    }

    @Override
    public Size size(Scale scale) {
        return switch (scale) {
            case SMALL -> new Size(12, 12, "a person, told of twice, and erased unless the fifth");
            case FULL -> new Size(1_000, 100, "a person, told of twice, and erased unless the fifth");
        };
    }

    @Override
    public List<Control> controls() {
        return List.of(
                new Control("a value that somebody wrote into a table in clear", this::inClear),
                new Control("a text that was deleted and whose table was not written anew", this::onlyDeleted),
                new Control("a customer of whom no erasure was asked", this::notAsked));
    }

    @Override
    public void open(Workbench bench) throws IOException {
        running = new Running(bench);
    }

    @Override
    public Outcome run(Slice slice) throws Exception {
        Outcome.Tally tally = new Outcome.Tally();
        try (ErasureStory story = new ErasureStory(running(), "erasure-" + slice.first(), slice.seeds())) {
            return Outcome.of(tally, story.toldErasedAndLookedFor(slice.first(), tally));
        }
    }

    /** A person whom Giveback does not know at all. */
    private Optional<Violation> inClear() throws Exception {
        Person person = new Person("erasure-clear", CONTROL_SEED);
        try (ErasureStory story = new ErasureStory(running(), person.program(), LongStream.of(person.seed()))) {
            if (!story.onDisk(hit -> true).isEmpty()) {
                throw new IllegalStateException("there was something before the fault was planted");
            }
            story.administration()
                    .execute("CREATE TABLE torture_planted AS SELECT '" + person.text("Opinion") + "' AS words");
            story.administration().checkpoint();
            return first(story.onDisk(Traces::isInTable));
        }
    }

    private Optional<Violation> onlyDeleted() throws Exception {
        Person person = new Person("erasure-deleted", CONTROL_SEED + 1);
        try (ErasureStory story = new ErasureStory(running(), person.program(), LongStream.of(person.seed()))) {
            story.tell();
            story.administration()
                    .execute("DELETE FROM feedback.personal_text WHERE program = '" + person.program() + "'");
            story.administration().execute("VACUUM feedback.personal_text");
            story.people().erase(person);
            story.administration().checkpoint();
            return first(story.onDisk(Traces::isInTable));
        }
    }

    private Optional<Violation> notAsked() throws Exception {
        Person person = new Person("erasure-unasked", CONTROL_SEED + 2);
        try (ErasureStory story = new ErasureStory(running(), person.program(), LongStream.of(person.seed()))) {
            story.tell();
            return first(story.known(person).stream()
                    .filter(known -> known.endsWith("has a key"))
                    .toList());
        }
    }

    private static Optional<Violation> first(List<String> wrong) {
        return wrong.stream().findFirst().map(what -> new Violation(CONTROL_SEED, what, List.of()));
    }

    private Running running() {
        return Objects.requireNonNull(running, "not open");
    }

    @Override
    public void close() throws InterruptedException {
        if (running != null) {
            running.stop();
        }
    }
}
