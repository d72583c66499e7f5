package dev.giveback.torture.suite;

import java.util.List;

/**
 * A promise that was broken.
 *
 * @param seed that repeats it
 * @param what is wrong
 * @param story the shortest list of steps that shows it; empty when there is none
 */
public record Violation(long seed, String what, List<String> story) {
    /** Copies the story. */
    public Violation {
        story = List.copyOf(story);
    }
}
