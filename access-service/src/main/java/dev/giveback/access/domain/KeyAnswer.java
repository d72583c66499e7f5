package dev.giveback.access.domain;

/** What a command comes to that changes nothing any more. */
public sealed interface KeyAnswer {
    /** This key, as it is. */
    record Known(Key key) implements KeyAnswer {}

    /** What was to end is over. */
    record Over() implements KeyAnswer {}
}
