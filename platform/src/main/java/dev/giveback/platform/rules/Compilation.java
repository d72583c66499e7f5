package dev.giveback.platform.rules;

import java.util.List;
import java.util.function.Function;

/**
 * What came of compiling an expression.
 *
 * @param <C> the kind of condition that it becomes
 */
public sealed interface Compilation<C> {
    /** It is a condition. */
    record Compiled<C>(C condition) implements Compilation<C> {}

    /** It is not.
     *
     * @param errors at least one and at most 10, in the order of the text
     */
    record Broken<C>(List<ConditionError> errors) implements Compilation<C> {
        public Broken {
            errors = List.copyOf(errors);
        }
    }

    /** The same with a condition of another kind. */
    default <D> Compilation<D> map(Function<? super C, ? extends D> conversion) {
        return switch (this) {
            case Compiled<C> compiled -> new Compiled<>(conversion.apply(compiled.condition()));
            case Broken<C> broken -> new Broken<>(broken.errors());
        };
    }

    /** What is wrong; empty when nothing is. */
    default List<ConditionError> problems() {
        return switch (this) {
            case Compiled<C> compiled -> List.of();
            case Broken<C> broken -> broken.errors();
        };
    }
}
