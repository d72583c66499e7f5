package dev.giveback.benchmark.report;

import org.jspecify.annotations.Nullable;

/**
 * Whether the server recorded what it acknowledged: counted by the generator on one side, by the server's own sums on the other.
 *
 * @param what is counted, and what counts it on the server, in words
 * @param acknowledged answered OK, warm-up included
 * @param unknown whose outcome nobody can know, because the answer did not come
 * @param recorded what the server has counted since the run began; null when it could not be asked
 */
public record Audit(
        String what,
        long acknowledged,
        long unknown,
        @Nullable Long recorded) {
    /** Whether nothing acknowledged is missing and nothing was recorded that was not asked for. */
    public boolean agrees() {
        return recorded != null && recorded >= acknowledged && recorded <= acknowledged + unknown;
    }
}
