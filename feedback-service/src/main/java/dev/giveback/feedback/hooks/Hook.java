package dev.giveback.feedback.hooks;

import java.time.Duration;

/**
 * A webhook of a program.
 *
 * @param createdMillis when it was created, which tells it from an earlier one of the same name
 * @param version how many definitions it has had
 * @param stateMillis since when it is paused, or is not
 * @param secretVersion number of the secret that calls are signed with
 * @param previousSecretEndMillis until when the one before counts too
 * @param start where it began to be told of events
 * @param replayNumber how many replays there were
 * @param replayStartMillis the time since which the latest replay tells
 */
public record Hook(
        String program,
        String id,
        long createdMillis,
        HookDefinition definition,
        long version,
        Pause pause,
        long stateMillis,
        long secretVersion,
        long previousSecretEndMillis,
        Place start,
        long replayNumber,
        long replayStartMillis) {
    /** For how long calls carry the signature by the secret before too. */
    static final Duration BOTH_SECRETS = Duration.ofDays(1);

    /** The resource name. */
    public String name() {
        return "programs/" + program + "/webhooks/" + id;
    }

    /** The resource name of its program. */
    public String programName() {
        return "programs/" + program;
    }

    /** Whether it is called. */
    public boolean isActive() {
        return pause == Pause.NONE;
    }

    Hook with(HookDefinition next) {
        return new Hook(
                program,
                id,
                createdMillis,
                next,
                version + 1,
                pause,
                stateMillis,
                secretVersion,
                previousSecretEndMillis,
                start,
                replayNumber,
                replayStartMillis);
    }

    Hook with(Pause next, long nowMillis) {
        return new Hook(
                program,
                id,
                createdMillis,
                definition,
                version,
                next,
                nowMillis,
                secretVersion,
                previousSecretEndMillis,
                start,
                replayNumber,
                replayStartMillis);
    }

    Hook withSecret(long nextVersion, long previousEndMillis) {
        return new Hook(
                program,
                id,
                createdMillis,
                definition,
                version,
                pause,
                stateMillis,
                nextVersion,
                previousEndMillis,
                start,
                replayNumber,
                replayStartMillis);
    }

    Hook withReplay(long number, long startMillis) {
        return new Hook(
                program,
                id,
                createdMillis,
                definition,
                version,
                pause,
                stateMillis,
                secretVersion,
                previousSecretEndMillis,
                start,
                number,
                startMillis);
    }
}
