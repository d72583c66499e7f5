package dev.giveback.access.directory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which acts are wanted. Empty texts and nulls leave nothing out.
 *
 * @param program of this one, {@code programs/{program}}
 * @param principal by this one
 * @param method whose full name contains this
 * @param resource on this one or below it
 * @param from begun at this moment or after
 * @param before begun before this moment
 */
public record AuditFilter(
        String program,
        String principal,
        String method,
        String resource,
        @Nullable Instant from,
        @Nullable Instant before) {}
