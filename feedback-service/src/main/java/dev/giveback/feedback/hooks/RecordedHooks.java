package dev.giveback.feedback.hooks;

import com.google.protobuf.ByteString;
import dev.giveback.feedback.journal.StoredWebhookEvent;
import dev.giveback.platform.journal.ChainHash;

/** A program's webhooks as its journal tells it, and the hash of the latest record. */
record RecordedHooks(ProgramHooks hooks, ByteString chainHash) {
    static RecordedHooks none(String program) {
        return new RecordedHooks(ProgramHooks.none(program), ChainHash.NONE);
    }

    RecordedHooks evolve(StoredWebhookEvent stored) {
        return new RecordedHooks(hooks.evolve(stored.event()), stored.chainHash());
    }
}
