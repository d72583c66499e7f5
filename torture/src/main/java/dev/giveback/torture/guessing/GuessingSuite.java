package dev.giveback.torture.guessing;

import dev.giveback.torture.stack.Door;
import dev.giveback.torture.stack.Stack;
import dev.giveback.torture.suite.Control;
import dev.giveback.torture.suite.Outcome;
import dev.giveback.torture.suite.Outcome.Tally;
import dev.giveback.torture.suite.Promise;
import dev.giveback.torture.suite.Scale;
import dev.giveback.torture.suite.Size;
import dev.giveback.torture.suite.Slice;
import dev.giveback.torture.suite.Suite;
import dev.giveback.torture.suite.Violation;
import dev.giveback.torture.suite.Workbench;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Suite 14. */
public final class GuessingSuite implements Suite {
    private static final int GUESSES = 1_000;
    private static final int FULL_GUESSES = 1_000_000;

    /** So many that nobody is stopped while codes are looked for. */
    private static final Map<String, Object> UNLIMITED = Map.of(
            "giveback.gateway.guard.guesses.period", "1s",
            "giveback.gateway.guard.guesses.by-customer", 1_000_000,
            "giveback.gateway.guard.guesses.by-key", 1_000_000,
            "giveback.gateway.guard.guesses.by-address", 1_000_000,
            "giveback.gateway.guard.customer-requests-per-second", 1_000_000,
            "giveback.gateway.guard.key-requests-per-second", 1_000_000);

    private static final Map<String, Object> TWICE_AS_MANY = Map.of(
            "giveback.gateway.guard.guesses.by-customer", 2 * StopCheck.OF_CUSTOMER,
            "giveback.gateway.guard.guesses.by-key", 2 * StopCheck.OF_KEY);

    private @Nullable Stack stack;
    private @Nullable Shop shop;
    private @Nullable Shop foreign;

    /** Makes one that runs nothing yet. */
    public GuessingSuite() {}

    @Override
    public Promise promise() {
        return new Promise(
                14,
                "guessing",
                "Who makes codes up finds none, is stopped after as many wrong ones as SECURITY.md says, and how long an answer takes does"
                        + " not tell whether what was asked for belongs to somebody else or to nobody.",
                "The gateway over its port, both services and PostgreSQL are real; keys come from a guard in memory. Codes are looked for"
                        + " through a gateway whose limits are lifted, since with those that are shipped a million guesses take a week.");
    }

    @Override
    public Size size(Scale scale) {
        return switch (scale) {
            case SMALL ->
                new Size(
                        1,
                        1,
                        "1,000 made-up codes, 150 pairs of timed calls of each kind, and one guesser who is stopped");
            case FULL ->
                new Size(
                        FULL_GUESSES / GUESSES,
                        20,
                        "1,000 made-up codes; every 20 also 2,000 pairs of timed calls of each kind, and"
                                + " one guesser who is stopped");
        };
    }

    @Override
    public List<Control> controls() {
        return List.of(
                new Control("a good code among the guesses", this::goodCodeIsSeen),
                new Control("twice as many guesses as SECURITY.md says", this::looseLimitIsSeen),
                new Control(
                        "an answer that takes longer for what belongs to somebody else, by half of the spread of the middle half",
                        this::slowAnswerIsSeen));
    }

    @Override
    public void open(Workbench bench) throws Exception {
        stack = Stack.start();
        try (Door door = stack.door(UNLIMITED)) {
            shop = Shop.opened(door.operator(), "shop");
            foreign = Shop.opened(door.operator(), "other");
        }
    }

    private Stack stack() {
        if (stack == null) {
            throw new IllegalStateException("suite: not opened");
        }
        return stack;
    }

    private Shop shop() {
        if (shop == null) {
            throw new IllegalStateException("suite: not opened");
        }
        return shop;
    }

    private Shop foreign() {
        if (foreign == null) {
            throw new IllegalStateException("suite: not opened");
        }
        return foreign;
    }

    @Override
    public Outcome run(Slice slice) throws Exception {
        Tally tally = new Tally();
        List<Violation> violations = new ArrayList<>();
        try (Door door = stack().door(UNLIMITED)) {
            CodeSearch search = new CodeSearch(door, shop());
            for (long seed : slice.seeds().toArray()) {
                violations.addAll(search.found(seed, search.guesses(seed, GUESSES), tally));
            }
            Timing timing = new Timing(door, shop(), foreign(), slice.scale() == Scale.SMALL ? 150 : 2_000);
            violations.addAll(timing.differences(slice.first(), 0, tally));
        }
        try (Door door = stack().door(Map.of())) {
            violations.addAll(new StopCheck(door, shop()).broken(slice.first(), tally));
        }
        return Outcome.of(tally, violations);
    }

    private Optional<Violation> goodCodeIsSeen() throws Exception {
        try (Door door = stack().door(UNLIMITED)) {
            CodeSearch search = new CodeSearch(door, shop());
            List<String> guesses = Stream.concat(
                            search.guesses(1, 100).stream(),
                            shop().codes().stream().limit(1))
                    .toList();
            return search.found(1, guesses, new Tally()).stream().findFirst();
        }
    }

    private Optional<Violation> looseLimitIsSeen() throws Exception {
        try (Door door = stack().door(TWICE_AS_MANY)) {
            return new StopCheck(door, shop()).broken(1, new Tally()).stream().findFirst();
        }
    }

    private Optional<Violation> slowAnswerIsSeen() throws Exception {
        try (Door door = stack().door(UNLIMITED)) {
            return new Timing(door, shop(), foreign(), 400)
                    .differences(1, 2, new Tally()).stream().findFirst();
        }
    }

    @Override
    public void close() {
        if (stack != null) {
            stack.close();
        }
    }
}
