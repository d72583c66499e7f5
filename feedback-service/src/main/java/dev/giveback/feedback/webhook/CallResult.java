package dev.giveback.feedback.webhook;

import java.time.Duration;
import java.util.Optional;

/** What came of one call. Nothing of what the other side says is kept beside its status. */
public sealed interface CallResult {
    /**
     * It answered.
     *
     * @param status of HTTP
     * @param retryAfter how long it asks to be left alone
     */
    record Answered(int status, Optional<Duration> retryAfter) implements CallResult {
        private static final int OK = 200;
        private static final int REDIRECTS = 300;

        /** Whether it took what it was told. */
        public boolean isWell() {
            return status >= OK && status < REDIRECTS;
        }
    }

    /**
     * There was no answer.
     *
     * @param why for people
     */
    record Unanswered(String why) implements CallResult {}
}
