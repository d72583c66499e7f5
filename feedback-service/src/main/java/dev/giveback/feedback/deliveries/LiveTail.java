package dev.giveback.feedback.deliveries;

import com.google.protobuf.util.Timestamps;
import dev.giveback.feedback.hooks.Hook;
import dev.giveback.feedback.hooks.Hooks;
import dev.giveback.feedback.hooks.Place;
import dev.giveback.loyalty.v1.TailEventsRequest;
import dev.giveback.loyalty.v1.TailEventsResponse;
import dev.giveback.platform.tail.FeedName;
import dev.giveback.platform.tail.FeedProgress;
import dev.giveback.platform.tail.FeedReader;
import dev.giveback.platform.tail.Tail;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells all webhooks that keep up of what is recorded, once in the cluster: what is to be delivered is written in one transaction with the place in the
 * feed. A webhook that is paused, or has too much waiting, falls back to its own place, from which {@link CatchUp} reads; so one that is away holds up
 * no other.
 */
public final class LiveTail implements Tail<TailEventsResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(LiveTail.class);
    private static final FeedName NAME = new FeedName("webhooks", 8_172_014);
    /** With more the feed is read for all programs. */
    private static final int MOST_PROGRAMS = 100;

    private final LoyaltyEvents events;
    private final Hooks hooks;
    private final int window;
    private final Runnable onNews;
    private final InstantSource clock;

    /** Programs whose events are in the feed that is open; of the reader's thread alone. */
    private Set<String> opened = Set.of();

    private LiveTail(LoyaltyEvents events, Hooks hooks, int window, Runnable onNews, InstantSource clock) {
        this.events = events;
        this.hooks = hooks;
        this.window = window;
        this.onNews = onNews;
        this.clock = clock;
    }

    /**
     * Starts it.
     *
     * @param tables connections that find the tables of deliveries; it keeps one of them
     * @param window deliveries of one webhook that wait at most
     * @param onNews is told when there is something to deliver
     * @return what ends it
     */
    public static AutoCloseable start(
            LoyaltyEvents events, DataSource tables, Hooks hooks, int window, Runnable onNews, InstantSource clock) {
        return FeedReader.start(NAME, tables, new LiveTail(events, hooks, window, onNews, clock));
    }

    @Override
    public @Nullable Supplier<Iterator<TailEventsResponse>> opening(FeedProgress progress) throws SQLException {
        Set<String> programs = ActiveHooks.programs(hooks);
        if (programs.isEmpty()) {
            return null;
        }
        @Nullable Place from = begin(progress, programs);
        opened = programs;
        TailEventsRequest.Builder request = LoyaltyEvents.request("webhooks");
        if (programs.size() <= MOST_PROGRAMS) {
            programs.forEach(program -> request.addPrograms("programs/" + program));
        }
        TailEventsRequest wish = from == null
                ? request.setFromEnd(true).build()
                : request.setResumeToken(from.token()).build();
        return () -> events.open(wish);
    }

    /** Where the feed goes on; null for the journal's end, when nobody has a claim on what was before. */
    private @Nullable Place begin(FeedProgress progress, Set<String> programs) throws SQLException {
        // Asked before the journal's end, because they go on meanwhile.
        Place latest = HookTable.all(progress.connection()).stream()
                .map(HookRow::place)
                .reduce(Place.START, Place::orLater);
        Place end = events.end();
        Place[] from = {SharedPlace.UNKNOWN};
        progress.together(connection -> {
            Place shared = SharedPlace.lock(connection);
            if (!end.reaches(latest) || isOfAnotherJournal(shared, end)) {
                startOver(connection, end);
                shared = end;
            }
            boolean isAnyLive = false;
            for (HookRow row : HookTable.live(connection)) {
                if (programs.contains(row.program())) {
                    isAnyLive = true;
                } else {
                    fallBack(connection, row, shared);
                }
            }
            from[0] = isAnyLive ? shared : SharedPlace.UNKNOWN;
            SharedPlace.save(connection, from[0]);
        });
        return from[0].equals(SharedPlace.UNKNOWN) ? null : from[0];
    }

    private static boolean isOfAnotherJournal(Place shared, Place end) {
        return !shared.equals(SharedPlace.UNKNOWN) && !end.reaches(shared);
    }

    private static void startOver(Connection connection, Place end) throws SQLException {
        LOG.warn("The journal is not the one that webhooks were told of before: they are told of what is recorded from"
                + " now on; a replay tells them of what was before.");
        HookTable.moveAll(connection, end);
        SharedPlace.save(connection, end);
    }

    private static void fallBack(Connection connection, HookRow row, Place shared) throws SQLException {
        HookTable.move(connection, row.hookId(), false, row.place().orLater(shared), row.readMillis());
    }

    @Override
    public boolean recovers(StatusRuntimeException refusal, FeedProgress progress) throws SQLException {
        if (refusal.getStatus().getCode() != Status.Code.INVALID_ARGUMENT) {
            return false;
        }
        Place end = events.end();
        progress.together(connection -> startOver(connection, end));
        return true;
    }

    @Override
    public boolean isCurrent() {
        return opened.equals(ActiveHooks.programs(hooks));
    }

    @Override
    public long recordMillis(TailEventsResponse message) {
        return message.hasRecordTime() ? Timestamps.toMillis(message.getRecordTime()) : 0;
    }

    @Override
    public void record(List<TailEventsResponse> messages, FeedProgress progress) throws SQLException {
        TailEventsResponse last = messages.getLast();
        progress.saveWith(last.getResumeToken(), clock.millis(), connection -> {
            Place before = SharedPlace.lock(connection);
            for (HookRow row : HookTable.live(connection)) {
                tell(connection, row, messages, before);
            }
            SharedPlace.save(connection, Drafts.placeOf(last));
        });
        onNews.run();
    }

    private void tell(Connection connection, HookRow row, List<TailEventsResponse> messages, Place before)
            throws SQLException {
        @Nullable
        Hook hook = hooks.known(row.program(), row.webhook()).filter(row::isOf).orElse(null);
        if (hook == null || !hook.isActive() || !opened.contains(row.program())) {
            fallBack(connection, row, before);
            return;
        }
        List<EventDraft> wanted = messages.stream()
                .flatMap(message -> Drafts.of(message, hook, row).stream())
                .toList();
        if (!wanted.isEmpty() && WaitingTable.count(connection, row.hookId()) + wanted.size() > window) {
            fallBack(connection, row, before);
        } else {
            WaitingTable.add(connection, row.hookId(), wanted, clock.millis());
        }
    }
}
