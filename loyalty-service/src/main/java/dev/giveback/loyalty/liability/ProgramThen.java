package dev.giveback.loyalty.liability;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.journal.v1.ProgramEvent;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.platform.feed.FeedEnvelope;
import dev.giveback.platform.feed.JournalFeed;
import org.jspecify.annotations.Nullable;

/** A program as it stood at a moment, from its own events. */
final class ProgramThen {
    private ProgramThen() {}

    /** Null when there was none yet. */
    static @Nullable Program find(JournalFeed feed, String programId, long millis)
            throws InvalidProtocolBufferException {
        String persistenceId = "program|" + programId;
        Program then = null;
        for (FeedEnvelope envelope : feed.readAll(persistenceId).envelopes()) {
            if (envelope.persistenceId().equals(persistenceId)) {
                ProgramEvent event = ProgramEvent.parseFrom(
                        JournalRecord.parseFrom(envelope.payload()).getEvent());
                then = event.getRecordMillis() <= millis ? event.getProgram() : then;
            }
        }
        return then;
    }
}
