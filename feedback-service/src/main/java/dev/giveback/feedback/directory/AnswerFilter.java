package dev.giveback.feedback.directory;

import org.jspecify.annotations.Nullable;

/**
 * Which answers are wanted.
 *
 * @param words that one of the free texts must have, as a web search writes them; empty for all answers
 * @param minScore null for all
 * @param maxScore null for all
 * @param withSimulated whether those of nobody are wanted too
 */
public record AnswerFilter(
        String words, @Nullable Integer minScore, @Nullable Integer maxScore, boolean withSimulated) {
    /** All of them. */
    public static final AnswerFilter ALL = new AnswerFilter("", null, null, true);
}
