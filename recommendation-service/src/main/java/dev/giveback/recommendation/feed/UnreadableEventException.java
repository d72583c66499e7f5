package dev.giveback.recommendation.feed;

import org.jspecify.annotations.Nullable;

/** An event that this build cannot read. Nothing is left out: the feed stops before it. */
final class UnreadableEventException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableEventException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
