package dev.giveback.access.directory;

import dev.giveback.access.domain.ApprovalState;
import java.time.Instant;
import java.util.Set;

/**
 * Which approvals are wanted.
 *
 * @param program its id
 * @param states in one of these
 * @param now the moment at which they are
 */
public record ApprovalFilter(String program, Set<ApprovalState> states, Instant now) {
    /** Copies the states. */
    public ApprovalFilter {
        states = Set.copyOf(states);
    }

    boolean has(ApprovalState state) {
        return states.contains(state);
    }
}
