package dev.giveback.access.journal;

import com.google.protobuf.ByteString;
import dev.giveback.platform.journal.ChainHash;

/**
 * A state as its journal tells it, and the hash of the latest record.
 *
 * @param <S> the state
 */
public record Recorded<S>(S state, ByteString chainHash) {
    /** Before the first event. */
    public static <S> Recorded<S> empty(S state) {
        return new Recorded<>(state, ChainHash.NONE);
    }
}
