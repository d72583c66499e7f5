package dev.giveback.loyalty.rules;

import dev.giveback.loyalty.domain.Condition;
import dev.giveback.loyalty.domain.Conditions;
import dev.giveback.platform.rules.Compilation;
import dev.giveback.platform.rules.ConditionError;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The conditions of coupons, compiled when they are first asked for and kept. Safe for use by many threads. Customers hold copies of a
 * campaign's terms, so few texts serve many coupons; should there ever be more than {@link #MAX_KEPT}, all are dropped and compiled again
 * as they are needed.
 */
public final class ConditionCache implements Conditions {
    /** Texts kept of each kind. */
    public static final int MAX_KEPT = 10_000;

    private final ConditionCompiler compiler;
    private final Map<String, Compilation<Condition>> lines = new ConcurrentHashMap<>();
    private final Map<String, Compilation<Condition>> orders = new ConcurrentHashMap<>();

    /** A cache of what this compiler makes. */
    public ConditionCache(ConditionCompiler compiler) {
        this.compiler = compiler;
    }

    @Override
    public Condition ofLine(String expression) {
        return condition(compiledLine(expression));
    }

    @Override
    public Condition ofOrder(String expression) {
        return condition(compiledOrder(expression));
    }

    /** Whether both are at hand, so that asking for them takes no time. */
    public boolean areKnown(String lineExpression, String orderExpression) {
        return (lineExpression.isEmpty() || lines.containsKey(lineExpression))
                && (orderExpression.isEmpty() || orders.containsKey(orderExpression));
    }

    /** What is wrong with a condition over a line; empty when nothing is. */
    public List<ConditionError> errorsOfLine(String expression) {
        return compiledLine(expression).problems();
    }

    /** What is wrong with a condition over an order; empty when nothing is. */
    public List<ConditionError> errorsOfOrder(String expression) {
        return compiledOrder(expression).problems();
    }

    private Compilation<Condition> compiledLine(String expression) {
        return find(expression, lines, compiler::ofLine);
    }

    private Compilation<Condition> compiledOrder(String expression) {
        return find(expression, orders, compiler::ofOrder);
    }

    private static Compilation<Condition> find(
            String expression,
            Map<String, Compilation<Condition>> kept,
            Function<String, Compilation<Condition>> compile) {
        Compilation<Condition> known = kept.get(expression);
        if (known != null) {
            return known;
        }
        if (kept.size() >= MAX_KEPT) {
            kept.clear();
        }
        return kept.computeIfAbsent(expression, compile);
    }

    /** One that this build cannot compile never holds: a coupon's mistake must not stop a checkout. */
    private static Condition condition(Compilation<Condition> compilation) {
        return switch (compilation) {
            case Compilation.Compiled<Condition> compiled -> compiled.condition();
            case Compilation.Broken<Condition> broken -> facts -> false;
        };
    }
}
