/**
 * Programs: their rules as published, as the domain sees them, their actor, and each node's current versions.
 *
 * <p>A change goes {@link dev.giveback.loyalty.program.ProgramGrpcService} → {@link dev.giveback.loyalty.program.ProgramMapper}
 * (every mistake is found here) → {@link dev.giveback.loyalty.program.ProgramActor} (repeats, existence, versions; one event) →
 * {@link dev.giveback.loyalty.program.ProgramRegistry} of every node, by the journal.
 */
@NullMarked
package dev.giveback.loyalty.program;

import org.jspecify.annotations.NullMarked;
