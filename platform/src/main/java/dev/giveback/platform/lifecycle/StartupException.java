package dev.giveback.platform.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * What keeps a process from starting, told to the person who starts it. The message alone must be enough to put it right: a
 * {@code main} prints it without a stack trace and exits with 1.
 */
public final class StartupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An obstacle that has no deeper cause worth showing. */
    public StartupException(String message) {
        super(message);
    }

    /** An obstacle with its cause, which goes to the debug log only. */
    public StartupException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
