package dev.giveback.access.domain;

/**
 * What comes of a command.
 *
 * @param <E> the kind of event
 * @param <A> what a repeat is answered with
 */
public sealed interface Decision<E, A> {
    /** It is to be recorded. */
    record Accepted<E, A>(E event) implements Decision<E, A> {}

    /** It was done before, or changes nothing. */
    record Repeated<E, A>(A answer) implements Decision<E, A> {}

    /** It does not happen. */
    record Rejected<E, A>(Refusal refusal) implements Decision<E, A> {}
}
