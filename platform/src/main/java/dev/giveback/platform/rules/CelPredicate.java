package dev.giveback.platform.rules;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelVariableResolver;
import dev.cel.runtime.Program;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A compiled expression.
 *
 * <p>An evaluation that fails (a division by zero, an overflow) means that the condition does not hold: a rule's mistake must not
 * stop what it is asked in. It is reported to {@code onFailure}, which counts and does no more, because it runs at every evaluation.
 */
final class CelPredicate<F> implements Predicate<F> {
    private final Program program;
    private final Map<String, Variable<F>> variables;
    private final Runnable onFailure;

    CelPredicate(Program program, Map<String, Variable<F>> variables, Runnable onFailure) {
        this.program = program;
        this.variables = variables;
        this.onFailure = onFailure;
    }

    @Override
    public boolean test(F facts) {
        CelVariableResolver values = name -> find(name, facts);
        try {
            return Boolean.TRUE.equals(program.eval(values));
        } catch (CelEvaluationException | RuntimeException e) {
            onFailure.run();
            return false;
        }
    }

    private Optional<Object> find(String name, F facts) {
        @Nullable Variable<F> variable = variables.get(name);
        return variable == null ? Optional.empty() : Optional.of(variable.valueIn(facts));
    }
}
