package dev.giveback.loyalty.rules;

import dev.giveback.loyalty.domain.Condition;
import java.util.List;

/** What came of compiling an expression. */
public sealed interface Compilation {
    /** It is a condition. */
    record Compiled(Condition condition) implements Compilation {}

    /** It is not.
     *
     * @param errors at least one and at most 10, in the order of the text
     */
    record Broken(List<ConditionError> errors) implements Compilation {
        public Broken {
            errors = List.copyOf(errors);
        }
    }
}
