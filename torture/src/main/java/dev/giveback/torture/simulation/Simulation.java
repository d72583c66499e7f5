package dev.giveback.torture.simulation;

import dev.giveback.torture.suite.Control;
import dev.giveback.torture.suite.Outcome;
import dev.giveback.torture.suite.Outcome.Tally;
import dev.giveback.torture.suite.Shrinker;
import dev.giveback.torture.suite.Slice;
import dev.giveback.torture.suite.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells the stories of seeds, and makes one that fails short. */
final class Simulation {
    private static final int SEEDS_PER_CONTROL = 200;

    private final Teller teller;

    Simulation(Teller teller) {
        this.teller = teller;
    }

    /** A story, and what it is told under. */
    record Story(List<Step> steps, Setting setting) {}

    /** Makes stories. */
    @FunctionalInterface
    interface Teller {
        Story of(long seed);
    }

    Outcome run(Slice slice) {
        Tally seen = new Tally();
        List<Violation> violations = new ArrayList<>();
        slice.seeds().forEach(seed -> {
            Story story = teller.of(seed);
            seen.add("stories");
            violation(seed, story, seen).ifPresent(violations::add);
        });
        return Outcome.of(seen, violations);
    }

    /** The same stories with a fault in them. */
    Control control(Plant plant) {
        return control(plant, 1, 1);
    }

    /** The same with every {@code step}th seed after {@code first}, where only the stories of these can show the fault. */
    Control control(Plant plant, long first, long step) {
        return new Control(plant.words(), () -> {
            for (long seed = first; seed < first + SEEDS_PER_CONTROL * step; seed += step) {
                Story story = teller.of(seed);
                Optional<Violation> found =
                        violation(seed, new Story(story.steps(), story.setting().with(plant)), new Tally());
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        });
    }

    private static Optional<Violation> violation(long seed, Story story, Tally seen) {
        String broken = broken(seed, story, seen);
        if (broken == null) {
            return Optional.empty();
        }
        List<Step> shortest = Shrinker.shrunk(
                story.steps(), steps -> broken(seed, new Story(steps, story.setting()), new Tally()) != null);
        String what = broken(seed, new Story(shortest, story.setting()), new Tally());
        return Optional.of(new Violation(
                seed,
                what == null ? broken : what,
                shortest.stream().map(Step::toString).toList()));
    }

    private static @Nullable String broken(long seed, Story story, Tally seen) {
        try {
            World world = new World(story.setting(), new Luck(seed), seen);
            story.steps().forEach(world::take);
            world.end();
            return null;
        } catch (Broken broken) {
            return String.valueOf(broken.getMessage());
        } catch (RuntimeException unexpected) {
            return unexpected + " at " + List.of(unexpected.getStackTrace()).subList(0, 4);
        }
    }
}
