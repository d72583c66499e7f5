package dev.giveback.platform.feed;

import com.google.protobuf.ByteString;
import java.time.Instant;

/**
 * One stored event, as it lies in the journal.
 *
 * @param offset its place; a reader that saw it continues after this
 * @param persistenceId whose event it is
 * @param sequenceNumber the how-manieth of that persistence id, from 1
 * @param timestamp when it was written, to the millisecond, by the writer's clock
 * @param serializerId the serializer that made the payload
 * @param manifest what that serializer calls the type of the payload
 * @param payload the event
 */
public record FeedEnvelope(
        FeedOffset offset,
        String persistenceId,
        long sequenceNumber,
        Instant timestamp,
        int serializerId,
        String manifest,
        ByteString payload) {}
