package dev.giveback.platform.rules;

/**
 * One variable of a condition: its name, its type, and where its value comes from.
 *
 * <p>It is declared by its whole dotted name. So a field that does not exist is an error of the compiler, the part before the dot alone
 * means nothing, and an evaluation looks up one name where nested objects would need two steps and a map.
 *
 * @param <F> the facts that it is read from
 */
public interface Variable<F> {
    /** Its whole name, {@code order.total} say. */
    String qualifiedName();

    /** What its values are. */
    VariableType type();

    /** Its value in these facts, of the Java type that {@link #type()} names. */
    Object valueIn(F facts);
}
