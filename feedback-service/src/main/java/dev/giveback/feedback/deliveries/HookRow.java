package dev.giveback.feedback.deliveries;

import dev.giveback.feedback.hooks.Hook;
import dev.giveback.feedback.hooks.Place;

/**
 * How far a webhook is.
 *
 * @param isLive whether it is told of events by the feed of all
 * @param place up to where it was told of events; of one that is live, at least
 * @param readMillis when the latest event that it was told of was recorded
 * @param startMillis what was recorded before is passed over
 * @param stateMillis which state of its definition has taken effect
 * @param replayNumber which replay has
 * @param replayEnd up to there what it is told is a replay
 */
record HookRow(
        long hookId,
        String program,
        String webhook,
        long createdMillis,
        boolean isLive,
        Place place,
        long readMillis,
        long startMillis,
        long stateMillis,
        long replayNumber,
        Place replayEnd) {
    /** Whether it is the row of this webhook, and not of an earlier one of the same name. */
    boolean isOf(Hook hook) {
        return program.equals(hook.program()) && webhook.equals(hook.id()) && createdMillis == hook.createdMillis();
    }

    /** Whether what is at this place is told again. */
    boolean isReplay(Place at) {
        return replayEnd.reaches(at);
    }
}
