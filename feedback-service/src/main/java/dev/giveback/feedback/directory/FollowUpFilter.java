package dev.giveback.feedback.directory;

import java.util.List;

/**
 * Which follow-ups are wanted. Those of customers who are gone are in no list.
 *
 * @param states numbers, one at least
 * @param source {@code surveys/{survey}}; empty for all
 * @param assignee empty for all
 */
public record FollowUpFilter(List<Integer> states, String source, String assignee) {
    public FollowUpFilter {
        states = List.copyOf(states);
    }
}
