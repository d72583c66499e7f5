package dev.giveback.loyalty.rules;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelVariableResolver;
import dev.cel.runtime.Program;
import dev.giveback.loyalty.domain.Condition;
import dev.giveback.loyalty.domain.Facts;

/**
 * A compiled expression.
 *
 * <p>An evaluation that fails (a division by zero, an overflow) means that the condition does not hold: a rule's mistake must not
 * stop a checkout. It is reported to {@code onFailure}, which counts and does no more, because it runs at every checkout.
 */
final class CelCondition implements Condition {
    private final Program program;
    private final Runnable onFailure;

    CelCondition(Program program, Runnable onFailure) {
        this.program = program;
        this.onFailure = onFailure;
    }

    @Override
    public boolean holds(Facts facts) {
        CelVariableResolver variables = name -> FactVariable.find(name, facts);
        try {
            return Boolean.TRUE.equals(program.eval(variables));
        } catch (CelEvaluationException | RuntimeException e) {
            onFailure.run();
            return false;
        }
    }
}
