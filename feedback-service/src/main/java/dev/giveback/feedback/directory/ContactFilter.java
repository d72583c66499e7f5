package dev.giveback.feedback.directory;

import java.util.List;

/**
 * Which contacts are wanted.
 *
 * @param states numbers; empty for all
 * @param source {@code surveys/{survey}} or {@code messages/{message}}; empty for all
 * @param reason number of the reason for which nothing was sent; 0 for all
 */
public record ContactFilter(List<Integer> states, String source, int reason) {
    public ContactFilter {
        states = List.copyOf(states);
    }
}
