package dev.giveback.platform.feed;

import org.jspecify.annotations.Nullable;

/** The feed could not be read. Nothing is lost: the reader begins again where it was. */
public final class FeedException extends RuntimeException {
    /** Says what could not be read. */
    public FeedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
