package dev.giveback.platform.feed;

import org.jspecify.annotations.Nullable;

/** The feed could not be read. Nothing is lost: the reader begins again where it was. */
public final class FeedException extends RuntimeException {
    FeedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
