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

/** Suite 3: one request id again and again. */
public final class RepeatSuite implements Suite {
    private static final int STEPS = 70;
    private static final Script SCRIPT = new Script(
            Map.ofEntries(
                    Map.entry(Kind.ADJUST, 8),
                    Map.entry(Kind.REDEEM, 6),
                    Map.entry(Kind.HOLD, 4),
                    Map.entry(Kind.CAPTURE, 3),
                    Map.entry(Kind.CHECKOUT, 8),
                    Map.entry(Kind.TRANSFER, 6),
                    Map.entry(Kind.MERGE, 1),
                    Map.entry(Kind.CLAIM, 6),
                    Map.entry(Kind.REWARD, 4),
                    Map.entry(Kind.REPEAT, 8),
                    Map.entry(Kind.OTHER_CONTENT, 5),
                    Map.entry(Kind.OTHER_METHOD, 5),
                    Map.entry(Kind.OTHER_CUSTOMER, 5),
                    Map.entry(Kind.PASSIVATE, 5),
                    Map.entry(Kind.CRASH, 3),
                    Map.entry(Kind.TICK, 3),
                    Map.entry(Kind.RESUME, 2)),
            STEPS,
            75,
            50);

    private final Simulation simulation = new Simulation(seed -> new Story(SCRIPT.of(new Luck(seed)), Setting.rough()));

    /** Of stories that repeat themselves. */
    public RepeatSuite() {}

    @Override
    public Promise promise() {
        return new Promise(
                3,
                "repeats",
                "One request id has one effect and one answer, however often it is sent: at once, later, after a"
                        + " restart. With other content or by another method it is refused.",
                "As in the simulation. Not tried here: another node, and a journal that was exported and imported.");
    }

    @Override
    public Size size(Scale scale) {
        return switch (scale) {
            case SMALL -> new Size(100, 50, "a story of " + STEPS + " steps, most requests sent 2 to 50 times at once");
            case FULL ->
                new Size(25_000, 100, "a story of " + STEPS + " steps, most requests sent 2 to 50 times at once");
        };
    }

    @Override
    public List<Control> controls() {
        return Stream.of(Plant.NO_MEMORY, Plant.DOUBLED_REPLY, Plant.EARLY_ANSWER)
                .map(simulation::control)
                .toList();
    }

    @Override
    public Outcome run(Slice slice) {
        return simulation.run(slice);
    }
}
