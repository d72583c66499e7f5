package dev.giveback.feedback.deliveries;

import dev.giveback.feedback.hooks.Hook;
import dev.giveback.feedback.hooks.Place;
import dev.giveback.loyalty.v1.TailEventsRequest;
import dev.giveback.loyalty.v1.TailEventsResponse;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the feed for one webhook from its own place: what it is to be told is written in one transaction with the place. */
final class OwnReading {
    private static final Logger LOG = LoggerFactory.getLogger(OwnReading.class);
    /** Longer no other webhook waits for its turn. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static final int GROUP = 200;

    private final LoyaltyEvents events;
    private final DataSource source;
    private final Runnable onNews;
    private final InstantSource clock;

    OwnReading(LoyaltyEvents events, DataSource source, Runnable onNews, InstantSource clock) {
        this.events = events;
        this.source = source;
        this.onNews = onNews;
        this.clock = clock;
    }

    /**
     * Reads until it has caught up, or there is no more room, or its time is over.
     *
     * @param room deliveries that may be added
     * @return whether it got any further
     */
    boolean read(Hook hook, HookRow row, int room) throws SQLException {
        Reading reading = new Reading(hook, row.place(), room);
        if (reading.save(row.hookId(), List.of(), row.place())) {
            return true;
        }
        TailEventsRequest.Builder wish = LoyaltyEvents.request("webhook " + hook.id())
                .setResumeToken(row.place().token())
                .addPrograms(hook.programName());
        hook.definition().types().forEach(wish::addTypesValue);
        try (Context.CancellableContext context = Context.ROOT.withCancellation()) {
            Context before = context.attach();
            try {
                reading.all(row.hookId(), events.open(wish.build(), LIMIT));
            } catch (StatusRuntimeException ended) {
                ended(hook, ended);
            } finally {
                context.detach(before);
            }
        }
        return reading.isMoved;
    }

    private static void ended(Hook hook, StatusRuntimeException ended) {
        if (ended.getStatus().getCode() != Status.Code.DEADLINE_EXCEEDED) {
            LOG.debug("The events of webhook {} could not be read further; they are read again.", hook.id(), ended);
        }
    }

    /** One turn of one webhook. */
    private final class Reading {
        private final Hook hook;
        /** Where it is, as this node left it. */
        private Place at;

        private int room;
        private boolean isMoved;

        Reading(Hook hook, Place at, int room) {
            this.hook = hook;
            this.at = at;
            this.room = room;
        }

        void all(long hookId, Iterator<TailEventsResponse> messages) throws SQLException {
            List<TailEventsResponse> group = new ArrayList<>();
            try {
                while (messages.hasNext()) {
                    TailEventsResponse message = messages.next();
                    group.add(message);
                    boolean isProgress = message.getCustomer().isEmpty();
                    if (isProgress || group.size() >= Math.min(GROUP, room)) {
                        List<TailEventsResponse> read = List.copyOf(group);
                        group.clear();
                        if (save(hookId, read, Drafts.placeOf(message)) || room <= 0) {
                            return;
                        }
                    }
                }
            } finally {
                if (!group.isEmpty()) {
                    var unused = save(hookId, group, Drafts.placeOf(group.getLast()));
                }
            }
        }

        /** Writes what was read; returns whether the webhook has caught up, or was deleted or moved by others meanwhile. */
        boolean save(long hookId, List<TailEventsResponse> messages, Place place) throws SQLException {
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(false);
                try {
                    boolean isOver = save(connection, hookId, messages, place);
                    connection.commit();
                    return isOver;
                } catch (SQLException | RuntimeException failed) {
                    connection.rollback();
                    throw failed;
                } finally {
                    connection.setAutoCommit(true);
                }
            } finally {
                onNews.run();
            }
        }

        private boolean save(Connection connection, long hookId, List<TailEventsResponse> messages, Place place)
                throws SQLException {
            Place shared = SharedPlace.lock(connection);
            List<HookRow> rows = HookTable.lock(connection, hookId);
            if (rows.isEmpty()
                    || rows.getFirst().isLive()
                    || rows.getFirst().place().compareTo(at) != 0) {
                return true;
            }
            HookRow row = rows.getFirst();
            List<EventDraft> wanted = messages.stream()
                    .flatMap(message -> Drafts.of(message, hook, row).stream())
                    .toList();
            WaitingTable.add(connection, hookId, wanted, clock.millis());
            room -= wanted.size();
            boolean hasCaughtUp = place.reaches(shared);
            HookTable.move(connection, hookId, hasCaughtUp, place, readMillis(row, messages));
            at = place;
            isMoved |= hasCaughtUp || !messages.isEmpty();
            return hasCaughtUp;
        }

        private static long readMillis(HookRow row, List<TailEventsResponse> messages) {
            return messages.stream().mapToLong(Drafts::recordMillis).reduce(row.readMillis(), Math::max);
        }
    }
}
