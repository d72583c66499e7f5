package dev.giveback.standalone.console;

import org.jspecify.annotations.Nullable;

/** A failure that the user can act on: one line of text and the exit code of the command. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What kind of failure it is; each has its exit code. */
    public enum Kind {
        /** Something went wrong, or figures do not agree. */
        FAILED(1),
        /** The command was not given properly. */
        USAGE(2),
        /** No Giveback answers there. */
        UNREACHABLE(3),
        /** The key is missing, is not accepted, or may not do this. */
        NOT_ALLOWED(4);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        /** The exit code of a command that ends so. */
        public int exitCode() {
            return exitCode;
        }
    }

    private Problem(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Something went wrong; exit code 1. */
    public static Problem failed(String message) {
        return new Problem(Kind.FAILED, message, null);
    }

    /** Something went wrong, for a reason that `--debug` shows; exit code 1. */
    public static Problem failed(String message, Throwable cause) {
        return new Problem(Kind.FAILED, message, cause);
    }

    /** The command was not given properly; exit code 2. */
    public static Problem usage(String message) {
        return new Problem(Kind.USAGE, message, null);
    }

    /** No Giveback answers there; exit code 3. */
    public static Problem unreachable(String message, @Nullable Throwable cause) {
        return new Problem(Kind.UNREACHABLE, message, cause);
    }

    /** The key is missing, is not accepted, or may not do this; exit code 4. */
    public static Problem notAllowed(String message, @Nullable Throwable cause) {
        return new Problem(Kind.NOT_ALLOWED, message, cause);
    }

    /** What kind of failure it is. */
    public Kind kind() {
        return kind;
    }
}
