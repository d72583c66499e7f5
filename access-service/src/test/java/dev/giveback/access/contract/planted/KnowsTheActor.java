package dev.giveback.access.contract.planted;

import dev.giveback.access.actor.Keys;
import org.jspecify.annotations.Nullable;

/** What callers are told does not depend on actors. */
public final class KnowsTheActor {
    /** A field of a foreign type. */
    public @Nullable Keys keys;
}
