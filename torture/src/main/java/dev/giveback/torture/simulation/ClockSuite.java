package dev.giveback.torture.simulation;

import dev.giveback.torture.simulation.Simulation.Story;
import dev.giveback.torture.simulation.Step.Kind;
import dev.giveback.torture.suite.Control;
import dev.giveback.torture.suite.Outcome;
import dev.giveback.torture.suite.Promise;
import dev.giveback.torture.suite.Scale;
import dev.giveback.torture.suite.Size;
import dev.giveback.torture.suite.Slice;
import dev.giveback.torture.suite.Suite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Suite 10: clocks that jump, run away, and change between summer and winter. */
public final class ClockSuite implements Suite {
    private static final int STEPS = 60;
    private static final int JUMP = 35;
    private static final Instant QUIET = Instant.parse("2026-05-04T12:00:00Z");
    private static final Instant TO_SUMMER = Instant.parse("2026-03-28T22:30:00Z");
    private static final Instant TO_WINTER = Instant.parse("2026-10-24T21:30:00Z");

    private final Simulation simulation = new Simulation(ClockSuite::story);

    /** Of thirty scenarios. */
    public ClockSuite() {}

    /** What the clock does. */
    private enum Turn {
        MONTH_AHEAD,
        HOUR_BACK,
        TEN_TIMES_AS_FAST,
        TO_SUMMER_TIME,
        TO_WINTER_TIME;

        Instant start() {
            return switch (this) {
                case MONTH_AHEAD, HOUR_BACK, TEN_TIMES_AS_FAST -> QUIET;
                case TO_SUMMER_TIME -> TO_SUMMER;
                case TO_WINTER_TIME -> TO_WINTER;
            };
        }

        Kind step() {
            return switch (this) {
                case MONTH_AHEAD -> Kind.JUMP_MONTH;
                case HOUR_BACK -> Kind.JUMP_BACK;
                case TEN_TIMES_AS_FAST -> Kind.RUN_FAST;
                case TO_SUMMER_TIME, TO_WINTER_TIME -> Kind.WAIT;
            };
        }
    }

    /** What is going on most when it does. */
    private static final List<List<Kind>> DURING = List.of(
            List.of(Kind.HOLD, Kind.CAPTURE, Kind.RELEASE),
            List.of(Kind.ADJUST, Kind.REDEEM, Kind.SWEEP),
            List.of(Kind.CLAIM, Kind.CHECKOUT, Kind.SWEEP),
            List.of(Kind.CLAIM_FOR_CHECKOUT, Kind.TICK, Kind.FEED),
            List.of(Kind.TRANSFER, Kind.MERGE, Kind.RESUME),
            List.of(Kind.REWARD, Kind.FEED, Kind.CHECKOUT));

    private static Story story(long seed) {
        int scenario = (int) Math.floorMod(seed, 30L);
        Turn turn = Turn.values()[scenario % Turn.values().length];
        Map<Kind, Integer> weights = new EnumMap<>(SimulationSuite.ALL);
        DURING.get(scenario / Turn.values().length).forEach(kind -> weights.merge(kind, 20, Integer::sum));
        weights.merge(Kind.WAIT, 4, Integer::sum);
        Luck luck = new Luck(seed);
        Script script = new Script(weights, STEPS, 10, 3);
        List<Step> steps = new ArrayList<>(script.of(luck));
        for (int at = JUMP; at < STEPS; at += 12) {
            steps.set(at, script.step(luck, "turn " + at, at, turn.step()));
        }
        return new Story(steps, Setting.rough().from(turn.start()));
    }

    @Override
    public Promise promise() {
        return new Promise(
                10,
                "clock",
                "When the clock jumps ahead or back, runs away, or changes between summer and winter, nothing expires"
                        + " early, late or twice, and days end at midnight where the shop is.",
                "As in the simulation, with a wall clock that all parts read. The hours of midnight come from another"
                        + " calendar than that of the code.");
    }

    @Override
    public Size size(Scale scale) {
        return switch (scale) {
            case SMALL -> new Size(150, 50, "a story of " + STEPS + " steps in one of 30 scenarios");
            case FULL -> new Size(30_000, 300, "a story of " + STEPS + " steps in one of 30 scenarios");
        };
    }

    @Override
    public List<Control> controls() {
        return Stream.of(Plant.EARLY_EXPIRY, Plant.LONG_DAYS)
                .map(simulation::control)
                .toList();
    }

    @Override
    public Outcome run(Slice slice) {
        return simulation.run(slice);
    }
}
