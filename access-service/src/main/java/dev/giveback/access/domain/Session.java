package dev.giveback.access.domain;

import java.time.Instant;

/**
 * A session: a secret of its own with the rights of its key, for a while.
 *
 * @param id among those of keys
 * @param key that it was opened with
 * @param secret of its own
 * @param expires when it ends by itself
 */
public record Session(KeyId id, KeyId key, StoredSecret secret, Instant expires) {}
