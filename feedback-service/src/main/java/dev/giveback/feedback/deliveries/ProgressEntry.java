package dev.giveback.feedback.deliveries;

/**
 * How far a webhook is, as it is shown. Times are 0 when there is none.
 *
 * @param isLive whether it is told of events as they are recorded
 * @param isReplaying whether it is told again of what it knew
 */
public record ProgressEntry(
        boolean isLive,
        boolean isReplaying,
        long pending,
        long dead,
        long oldestPendingMillis,
        long lastSuccessMillis,
        long failingSinceMillis,
        String lastError) {
    /** Of one that is new. */
    public static final ProgressEntry NONE = new ProgressEntry(false, false, 0, 0, 0, 0, 0, "");
}
