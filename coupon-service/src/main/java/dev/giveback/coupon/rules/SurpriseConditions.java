package dev.giveback.coupon.rules;

import dev.giveback.coupon.domain.Conditions;
import dev.giveback.coupon.domain.Purchase;
import dev.giveback.platform.rules.Compilation;
import dev.giveback.platform.rules.ConditionError;
import dev.giveback.platform.rules.PredicateCompiler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The conditions of surprises, compiled when they are first asked for and kept. Safe for use by many threads. Should there ever be more
 * than {@link #MAX_KEPT}, all are dropped and compiled again as they are needed.
 */
public final class SurpriseConditions implements Conditions {
    /** Texts kept. */
    public static final int MAX_KEPT = 10_000;

    private final PredicateCompiler<Purchase.Facts> compiler;
    private final Map<String, Compilation<Predicate<Purchase.Facts>>> kept = new ConcurrentHashMap<>();

    /**
     * No conditions yet.
     *
     * @param onFailure runs when an evaluation fails: count there, and do nothing slow
     */
    public SurpriseConditions(Runnable onFailure) {
        compiler = new PredicateCompiler<>(List.of(PurchaseVariable.values()), variable -> true, onFailure);
    }

    /** One that this build cannot compile never holds: it was checked when it was saved. */
    @Override
    public Predicate<Purchase.Facts> of(String expression) {
        return switch (compiled(expression)) {
            case Compilation.Compiled<Predicate<Purchase.Facts>> compiled -> compiled.condition();
            case Compilation.Broken<Predicate<Purchase.Facts>> broken -> facts -> false;
        };
    }

    /** What is wrong with a condition; empty when nothing is. It takes milliseconds, so no thread of the network may ask. */
    public List<ConditionError> errors(String expression) {
        return compiled(expression).problems();
    }

    private Compilation<Predicate<Purchase.Facts>> compiled(String expression) {
        Compilation<Predicate<Purchase.Facts>> known = kept.get(expression);
        if (known != null) {
            return known;
        }
        if (kept.size() >= MAX_KEPT) {
            kept.clear();
        }
        return kept.computeIfAbsent(expression, compiler::compile);
    }
}
