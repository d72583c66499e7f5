package dev.giveback.access.actor;

import dev.giveback.access.domain.Key;
import dev.giveback.access.domain.KeyAnswer;
import dev.giveback.access.domain.KeyEvent;
import dev.giveback.access.domain.Refusal;
import dev.giveback.access.domain.Session;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the actor of keys answers. */
public sealed interface KeyReply {
    /**
     * It was recorded.
     *
     * @param key that was changed, as it is now; null if a session was
     */
    record Recorded(KeyEvent event, @Nullable Key key) implements KeyReply {}

    /** It was done before, or changes nothing. */
    record Known(KeyAnswer answer) implements KeyReply {}

    /** It was refused, and nothing was recorded. */
    record Refused(Refusal refusal) implements KeyReply {}

    /**
     * A key, or a session with its key.
     *
     * @param session null if it is a key
     * @param now the moment at which it was looked up
     */
    record Found(Key key, @Nullable Session session, Instant now) implements KeyReply {}

    /** So many keys are remembered. */
    record Counted(int keys) implements KeyReply {}

    /** There is neither a key nor a session of this id. */
    record Unknown() implements KeyReply {}
}
