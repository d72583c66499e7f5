package dev.giveback.loyalty.model;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Many random stories against one kind of subject. */
final class Model {
    private static final long FIRST_SEED = Long.getLong("giveback.model.first-seed", 1);

    private final Supplier<Subject> subjects;
    private final Set<ModelRun.Guard> guards;
    private final int seeds;
    private final int commands;
    private final Map<String, Integer> seen = new TreeMap<>();

    Model(Supplier<Subject> subjects, Set<ModelRun.Guard> guards, int seeds, int commands) {
        this.subjects = subjects;
        this.guards = guards;
        this.seeds = seeds;
        this.commands = commands;
    }

    static Model of(Supplier<Subject> subjects, int seeds, int commands) {
        return new Model(subjects, EnumSet.allOf(ModelRun.Guard.class), seeds, commands);
    }

    /** A story that fails, made as short as it can be. */
    record Failure(long seed, List<Step> steps, Throwable cause) {
        @Override
        public String toString() {
            Set<Object> programs = new LinkedHashSet<>();
            steps.forEach(step -> programs.add(step.program()));
            List<String> text = new ArrayList<>();
            text.add("seed " + seed + " (repeat with -Dgiveback.model.first-seed=" + seed
                    + " -Dgiveback.model.seeds=1), the shortest failing commands:");
            programs.forEach(program -> text.add("  " + program));
            steps.forEach(step -> text.add("  " + step));
            text.add(cause.toString());
            return text.stream().collect(Collectors.joining(System.lineSeparator()));
        }
    }

    /** The first failure; empty if every story passes. */
    Optional<Failure> failure() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed++) {
            List<Step> steps = RandomSteps.of(seed, commands);
            if (run(steps).isPresent()) {
                List<Step> shortest = Shrinker.shrunk(steps, some -> run(some).isPresent());
                return Optional.of(new Failure(seed, shortest, run(shortest).orElseThrow()));
            }
        }
        return Optional.empty();
    }

    /** How often each kind of answer was seen. */
    Map<String, Integer> seen() {
        return seen;
    }

    private Optional<Throwable> run(List<Step> steps) {
        try {
            ModelRun.of(steps, subjects, guards).forEach((kind, times) -> seen.merge(kind, times, Integer::sum));
            return Optional.empty();
        } catch (AssertionError | RuntimeException difference) {
            return Optional.of(difference);
        }
    }
}
