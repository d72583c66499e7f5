package dev.giveback.feedback.deliveries;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.JsonFormat;
import com.google.protobuf.util.Timestamps;
import dev.giveback.feedback.hooks.Hook;
import dev.giveback.feedback.hooks.Place;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.loyalty.v1.TailEventsResponse;
import dev.giveback.webhook.v1.WebhookEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** What becomes of the messages of loyalty-service's feed. */
final class Drafts {
    /** A body whose event is larger goes without it. */
    static final int LARGEST_EVENT_BYTES = 256 * 1024;

    private static final JsonFormat.Printer JSON = JsonFormat.printer().omittingInsignificantWhitespace();
    private static final int ID_BYTES = 16;

    private Drafts() {}

    /** The place of a message. */
    static Place placeOf(TailEventsResponse message) {
        return new Place(message.getResumeToken(), message.getTransaction(), message.getOrdering());
    }

    /** When what it tells was recorded; 0 when it only tells how far the journal was read. */
    static long recordMillis(TailEventsResponse message) {
        return message.hasRecordTime() ? Timestamps.toMillis(message.getRecordTime()) : 0;
    }

    /** What a webhook is to be told of a message, if anything. */
    static Optional<EventDraft> of(TailEventsResponse message, Hook hook, HookRow row) {
        String prefix = hook.programName() + "/customers/";
        boolean isWanted = message.getCustomer().startsWith(prefix)
                && hook.definition().wants(message.getTypeValue())
                && recordMillis(message) >= row.startMillis()
                && !row.place().reaches(placeOf(message));
        return isWanted ? Optional.of(draft(message, hook, row, prefix)) : Optional.empty();
    }

    private static EventDraft draft(TailEventsResponse message, Hook hook, HookRow row, String prefix) {
        Place place = placeOf(message);
        boolean isReplay = row.isReplay(place);
        String id = id(message.getCustomer(), message.getSequenceNumber());
        return new EventDraft(
                id,
                place,
                message.getCustomer().substring(prefix.length()),
                message.getSequenceNumber(),
                message.getTypeValue(),
                recordMillis(message),
                isReplay,
                body(message, hook, id, isReplay));
    }

    /** The same for ever, wherever and however often the event is read. */
    static String id(String customer, long sequenceNumber) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((customer + '/' + sequenceNumber).getBytes(StandardCharsets.UTF_8));
            return "evt_" + HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: not there (expected: in every Java platform)", e);
        }
    }

    private static String body(TailEventsResponse message, Hook hook, String id, boolean isReplay) {
        WebhookEvent.Builder event = WebhookEvent.newBuilder()
                .setId(id)
                .setType(message.getType())
                .setRecordTime(message.getRecordTime())
                .setProgram(hook.programName())
                .setCustomer(message.getCustomer())
                .setSequenceNumber(message.getSequenceNumber())
                .setReplay(isReplay);
        if (message.getEvent().size() > LARGEST_EVENT_BYTES) {
            event.setEventOmitted(true);
        } else {
            event.setEvent(plain(message));
        }
        return json(event.build());
    }

    private static CustomerEvent plain(TailEventsResponse message) {
        try {
            return PlainEvent.of(CustomerEvent.parseFrom(message.getEvent()));
        } catch (InvalidProtocolBufferException unreadable) {
            throw new IllegalStateException(
                    "event " + message.getSequenceNumber() + " of " + message.getCustomer() + ": not readable",
                    unreadable);
        }
    }

    /** A test event. */
    static String test(Hook hook, String id, Timestamp now) {
        return json(WebhookEvent.newBuilder()
                .setId(id)
                .setRecordTime(now)
                .setProgram(hook.programName())
                .setTest(true)
                .build());
    }

    private static String json(WebhookEvent event) {
        try {
            return JSON.print(event);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("an event could not be written as JSON", e);
        }
    }
}
