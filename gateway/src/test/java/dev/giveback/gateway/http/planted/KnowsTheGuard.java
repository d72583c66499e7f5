package dev.giveback.gateway.http.planted;

import dev.giveback.gateway.guard.GuardSettings;

/** A web port that would decide by itself. */
public final class KnowsTheGuard {
    /** Names what it must not know. */
    public String guard(GuardSettings settings) {
        return settings.toString();
    }
}
