package dev.giveback.feedback.outreach;

import com.google.protobuf.ByteString;
import dev.giveback.feedback.journal.StoredOutreachEvent;
import dev.giveback.platform.journal.ChainHash;

/** A program's outreach as its journal tells it, and the hash of the latest record. */
record RecordedOutreach(StoredOutreach outreach, ByteString chainHash) {
    static final RecordedOutreach NEW = new RecordedOutreach(StoredOutreach.EMPTY, ChainHash.NONE);

    RecordedOutreach evolve(StoredOutreachEvent stored) {
        return new RecordedOutreach(outreach.evolve(stored.event()), stored.chainHash());
    }
}
