package dev.giveback.torture.simulation;

import dev.giveback.torture.simulation.Setting.Armed;
import dev.giveback.torture.simulation.Simulation.Story;
import dev.giveback.torture.simulation.Step.Kind;
import dev.giveback.torture.suite.Control;
import dev.giveback.torture.suite.Outcome;
import dev.giveback.torture.suite.Promise;
import dev.giveback.torture.suite.Scale;
import dev.giveback.torture.suite.Size;
import dev.giveback.torture.suite.Slice;
import dev.giveback.torture.suite.Suite;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Suite 2: every command, and every point at which it can go wrong. */
public final class CrashSuite implements Suite {
    private static final List<Kind> TARGETS = List.of(
            Kind.ADJUST,
            Kind.TAKE,
            Kind.REDEEM,
            Kind.HOLD,
            Kind.CAPTURE,
            Kind.RELEASE,
            Kind.CHECKOUT,
            Kind.TRANSFER,
            Kind.MERGE,
            Kind.CLAIM,
            Kind.CLAIM_FOR_CHECKOUT,
            Kind.REWARD,
            Kind.SWEEP,
            Kind.FEED,
            Kind.TICK);
    private static final List<Point> POINTS =
            Stream.of(Point.values()).filter(point -> point != Point.STORED).toList();
    private static final int WRITES = 3;
    private static final int COMBINATIONS = TARGETS.size() * POINTS.size() * WRITES;
    private static final int BEFORE = 30;
    private static final Script SCRIPT = new Script(SimulationSuite.ALL, 50, 10, 4);

    private final Simulation simulation = new Simulation(CrashSuite::story);

    /** Of stories in which one write goes wrong. */
    public CrashSuite() {}

    /** A seed chooses the command, the point and the write, in turn, and the story around them. */
    private static Story story(long seed) {
        int combination = (int) Math.floorMod(seed, (long) COMBINATIONS);
        Kind target = TARGETS.get(combination % TARGETS.size());
        Point point = POINTS.get(combination / TARGETS.size() % POINTS.size());
        int write = 1 + combination / TARGETS.size() / POINTS.size();
        Luck luck = new Luck(seed);
        List<Step> steps = new ArrayList<>(SCRIPT.of(luck));
        steps.set(BEFORE, SCRIPT.step(luck, "target", BEFORE, target));
        return new Story(steps, Setting.quiet(new Armed(BEFORE, point, write)));
    }

    @Override
    public Promise promise() {
        return new Promise(
                2,
                "crash-points",
                "Wherever a command is cut off, what was acknowledged is there, once, and what was not can be asked"
                        + " again with the same request.",
                "As in the simulation. Each of " + TARGETS.size() + " commands is cut off at each of " + POINTS.size()
                        + " points around the write that it begins, the next one and the one after that.");
    }

    @Override
    public Size size(Scale scale) {
        return switch (scale) {
            case SMALL -> new Size(COMBINATIONS, 100, "a story of 50 steps with one command cut off at one point");
            case FULL ->
                new Size(250L * COMBINATIONS, 500, "a story of 50 steps with one command cut off at one point");
        };
    }

    @Override
    public List<Control> controls() {
        Control earlyCommit = simulation.control(Plant.EARLY_COMMIT, TARGETS.indexOf(Kind.FEED), TARGETS.size());
        return Stream.concat(
                        Stream.of(Plant.EARLY_ANSWER, Plant.NO_MEMORY, Plant.STALE_SNAPSHOT, Plant.LOST_EVENT)
                                .map(simulation::control),
                        Stream.of(earlyCommit))
                .toList();
    }

    @Override
    public Outcome run(Slice slice) {
        return simulation.run(slice);
    }
}
