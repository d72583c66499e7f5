package dev.giveback.feedback.planner;

import dev.giveback.feedback.occasions.KnownOccasion;
import dev.giveback.feedback.outreach.ConditionCheck;
import dev.giveback.platform.rules.Compilation;
import dev.giveback.platform.rules.ConditionError;
import dev.giveback.platform.rules.PredicateCompiler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The conditions of triggers, compiled when they are first asked for and kept. Safe for use by many threads. Should there ever be more than
 * {@link #MAX_KEPT}, all are dropped and compiled again as they are needed.
 */
public final class Conditions implements ConditionCheck {
    /** Texts kept. */
    public static final int MAX_KEPT = 10_000;

    private final PredicateCompiler<KnownOccasion> compiler;
    private final Map<String, Compilation<Predicate<KnownOccasion>>> kept = new ConcurrentHashMap<>();

    /**
     * No conditions yet.
     *
     * @param onFailure runs when an evaluation fails: count there, and do nothing slow
     */
    public Conditions(Runnable onFailure) {
        compiler = new PredicateCompiler<>(List.of(OccasionVariable.values()), variable -> true, onFailure);
    }

    /** Whether an occasion fulfils a condition. One that this build cannot compile never holds: it was checked when it was saved. */
    public boolean holds(String expression, KnownOccasion known) {
        return switch (compiled(expression)) {
            case Compilation.Compiled<Predicate<KnownOccasion>> compiled ->
                compiled.condition().test(known);
            case Compilation.Broken<Predicate<KnownOccasion>> broken -> false;
        };
    }

    @Override
    public Optional<String> error(String expression) {
        return compiled(expression).problems().stream().findFirst().map(ConditionError::toString);
    }

    private Compilation<Predicate<KnownOccasion>> compiled(String expression) {
        Compilation<Predicate<KnownOccasion>> known = kept.get(expression);
        if (known != null) {
            return known;
        }
        if (kept.size() >= MAX_KEPT) {
            kept.clear();
        }
        return kept.computeIfAbsent(expression, compiler::compile);
    }
}
