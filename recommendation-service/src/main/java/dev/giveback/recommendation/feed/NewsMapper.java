package dev.giveback.recommendation.feed;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.ProgramEvent;
import dev.giveback.loyalty.v1.TailEventsResponse;
import dev.giveback.recommendation.live.EventLayout;
import dev.giveback.recommendation.live.FeedPlace;
import dev.giveback.recommendation.live.News;
import dev.giveback.recommendation.live.ProgramFacts;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;

/** A message of the feed as the models know it. */
final class NewsMapper {
    private static final String PROGRAMS = "programs/";
    private static final String CUSTOMERS = "/customers/";

    private NewsMapper() {}

    /** Whether the message is an event, and not only the word how far the journal was read. */
    static boolean isEvent(TailEventsResponse message) {
        return !message.getCustomer().isEmpty() || !message.getProgram().isEmpty();
    }

    static FeedPlace place(TailEventsResponse message) {
        return new FeedPlace(message.getTransaction(), message.getOrdering());
    }

    static String chainHash(TailEventsResponse message) {
        return HexFormat.of().formatHex(message.getChainHash().toByteArray());
    }

    /** What an event means; an event of a kind that says nothing of what is wanted has no events here. */
    static News of(TailEventsResponse message) throws UnreadableEventException {
        try {
            return message.getCustomer().isEmpty() ? ofProgram(message) : ofCustomer(message);
        } catch (InvalidProtocolBufferException | IllegalArgumentException | DateTimeException e) {
            throw new UnreadableEventException(
                    "event " + message.getSequenceNumber() + " at " + message.getResumeToken() + ": " + e.getMessage(),
                    e);
        }
    }

    private static News ofProgram(TailEventsResponse message) throws InvalidProtocolBufferException {
        ProgramEvent event = ProgramEvent.parseFrom(message.getEvent());
        return new News(
                place(message),
                message.getResumeToken(),
                chainHash(message),
                event.getRecordMillis(),
                after(PROGRAMS, message.getProgram()),
                new ProgramFacts(
                        ZoneId.of(event.getProgram().getTimeZone()),
                        event.getProgram().getCurrencyCode()),
                List.of());
    }

    private static News ofCustomer(TailEventsResponse message) throws InvalidProtocolBufferException {
        String name = after(PROGRAMS, message.getCustomer());
        int end = name.indexOf(CUSTOMERS);
        if (end < 0) {
            throw new IllegalArgumentException(
                    "customer: another name (expected: programs/{program}/customers/{customer})");
        }
        CustomerEvent event = event(message.getEvent());
        return new News(
                place(message),
                message.getResumeToken(),
                chainHash(message),
                event.getRecordMillis(),
                name.substring(0, end),
                null,
                EventMapper.of(name.substring(end + CUSTOMERS.length()), event));
    }

    private static CustomerEvent event(ByteString bytes) throws InvalidProtocolBufferException {
        CustomerEvent event = CustomerEvent.parseFrom(bytes);
        if (EventMapper.isRead(event)) {
            EventLayout.check(event.getChangeVersion());
        }
        return event;
    }

    private static String after(String prefix, String name) {
        if (!name.startsWith(prefix)) {
            throw new IllegalArgumentException("name: another one (expected: " + prefix + "…)");
        }
        return name.substring(prefix.length());
    }
}
