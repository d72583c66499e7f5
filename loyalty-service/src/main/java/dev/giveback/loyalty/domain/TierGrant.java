package dev.giveback.loyalty.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tier that a customer was given.
 *
 * @param tierId empty below the first
 * @param end kept at least until then, grace included; null for ever
 */
public record TierGrant(
        String tierId, Instant start, @Nullable Instant end) {
    /** Below the first tier from the beginning. It never lapses: the first purchase that reaches a tier replaces it. */
    static final TierGrant NONE = new TierGrant("", Instant.EPOCH, null);
}
