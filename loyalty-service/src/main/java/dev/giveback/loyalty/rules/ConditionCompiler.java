package dev.giveback.loyalty.rules;

import dev.giveback.loyalty.domain.Condition;
import dev.giveback.loyalty.domain.Facts;
import dev.giveback.platform.rules.Compilation;
import dev.giveback.platform.rules.PredicateCompiler;
import java.util.List;

/**
 * Makes conditions of CEL expressions over a program's variables. Safe for use by many threads; a compilation takes milliseconds, so
 * call it where a program is saved or loaded and never on a thread of the network.
 */
public final class ConditionCompiler {
    private final PredicateCompiler<Facts> orders;
    private final PredicateCompiler<Facts> lines;

    /**
     * A compiler.
     *
     * @param onFailure runs when an evaluation fails, on the thread of the checkout: count there, and do nothing slow
     */
    public ConditionCompiler(Runnable onFailure) {
        List<FactVariable> known = List.of(FactVariable.values());
        orders = new PredicateCompiler<>(known, variable -> !variable.ofLine(), onFailure);
        lines = new PredicateCompiler<>(known, variable -> true, onFailure);
    }

    /** Compiles a condition on an order and its customer. The empty expression always holds. */
    public Compilation<Condition> ofOrder(String expression) {
        return expression.isEmpty()
                ? new Compilation.Compiled<>(Condition.ALWAYS)
                : orders.compile(expression).map(Condition::ofOrder);
    }

    /**
     * Compiles a condition on one line, its order and its customer. The empty expression always holds. One that looks at no line says so,
     * so that an order of a hundred lines evaluates it once.
     */
    public Compilation<Condition> ofLine(String expression) {
        return switch (ofOrder(expression)) {
            case Compilation.Compiled<Condition> aboutOrder -> aboutOrder;
            case Compilation.Broken<Condition> aboutLine ->
                lines.compile(expression).map(predicate -> predicate::test);
        };
    }
}
