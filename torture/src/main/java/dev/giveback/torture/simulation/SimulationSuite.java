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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Suite 1: everything together, over a journal that fails, delays and crashes, against a naive ledger. */
public final class SimulationSuite implements Suite {
    static final Map<Kind, Integer> ALL = Map.ofEntries(
            Map.entry(Kind.ADJUST, 12),
            Map.entry(Kind.TAKE, 3),
            Map.entry(Kind.REDEEM, 8),
            Map.entry(Kind.HOLD, 6),
            Map.entry(Kind.CAPTURE, 4),
            Map.entry(Kind.RELEASE, 2),
            Map.entry(Kind.CHECKOUT, 10),
            Map.entry(Kind.TRANSFER, 9),
            Map.entry(Kind.MERGE, 1),
            Map.entry(Kind.CLAIM, 7),
            Map.entry(Kind.CLAIM_FOR_CHECKOUT, 4),
            Map.entry(Kind.REWARD, 6),
            Map.entry(Kind.REPEAT, 2),
            Map.entry(Kind.OTHER_CONTENT, 1),
            Map.entry(Kind.OTHER_METHOD, 1),
            Map.entry(Kind.OTHER_CUSTOMER, 1),
            Map.entry(Kind.SWEEP, 2),
            Map.entry(Kind.FEED, 8),
            Map.entry(Kind.TICK, 6),
            Map.entry(Kind.RESUME, 4),
            Map.entry(Kind.PASSIVATE, 3),
            Map.entry(Kind.CRASH, 1),
            Map.entry(Kind.WAIT, 3));
    private static final Script SCRIPT = new Script(ALL, 200, 10, 5);

    private final Simulation simulation = new Simulation(seed -> new Story(SCRIPT.of(new Luck(seed)), Setting.rough()));

    /** Of stories with 200 steps. */
    public SimulationSuite() {}

    @Override
    public Promise promise() {
        return new Promise(
                1,
                "simulation",
                "Whatever fails, is late or crashes: no point and no coupon is lost or doubled, no campaign gives"
                        + " beyond its limits, and everything comes to rest by itself.",
                "Real: all decisions and events of customers and campaigns, their stored bytes, hashes and snapshots,"
                        + " and the sagas of transfers and merges. Simulated, in one thread and in virtual time: the"
                        + " actors' mailboxes, the campaign's book of open grants, the feed, the calls between them, the"
                        + " journal, the clock.");
    }

    @Override
    public Size size(Scale scale) {
        return switch (scale) {
            case SMALL -> new Size(150, 50, "a story of 200 steps");
            case FULL -> new Size(100_000, 200, "a story of 200 steps");
        };
    }

    @Override
    public List<Control> controls() {
        return Stream.of(
                        Plant.LOST_EVENT,
                        Plant.DOUBLED_REPLY,
                        Plant.OFF_BY_ONE_LOT,
                        Plant.OVER_LIMIT,
                        Plant.NO_MEMORY,
                        Plant.EARLY_ANSWER,
                        Plant.STALE_SNAPSHOT)
                .map(simulation::control)
                .toList();
    }

    @Override
    public Outcome run(Slice slice) {
        return simulation.run(slice);
    }
}
