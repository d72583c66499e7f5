package dev.giveback.access.domain;

import java.time.Instant;

/** What happened to the log of acts. What the acts were about is recorded with them and not held here. */
public sealed interface AuditEvent {
    /** When it was recorded. */
    Instant time();

    /** The number of the act. */
    long id();

    /** An act began. */
    record ActBegun(Instant time, long id) implements AuditEvent {}

    /**
     * An act ended.
     *
     * @param lost nobody told, and this is when that was given up
     */
    record ActEnded(Instant time, long id, boolean lost) implements AuditEvent {}
}
