package dev.giveback.recommendation.feed;

import com.google.protobuf.util.Timestamps;
import dev.giveback.loyalty.v1.TailEventsRequest;
import dev.giveback.loyalty.v1.TailEventsResponse;
import dev.giveback.recommendation.feed.MessageStream.StreamEndedException;
import dev.giveback.recommendation.live.FeedPlace;
import dev.giveback.recommendation.live.FeedPoint;
import dev.giveback.recommendation.live.Models;
import dev.giveback.recommendation.live.News;
import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the journal to the models of this node, on a thread of its own, and goes on after whatever goes wrong: where it was, or from the beginning when the
 * journal is another one or an event was taken in by half. Before an event that it cannot read it stops for good, since what is left out would be missing for ever.
 */
public final class JournalFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalFollower.class);
    private static final int GROUP = 256;
    private static final long POLL_MILLIS = 200;
    /** A stream that is silent for so long is opened anew: a word should come every second. */
    private static final long SILENCE_NANOS = Duration.ofSeconds(30).toNanos();

    /** What was taken in by half is read anew after the pause, then after twice the pause, and so on up to so many times it. */
    private static final int MOST_PAUSES = 64;

    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

    private final Journal journal;
    private final Models models;
    private final FeedMeters meters;
    private final Duration pause;
    private final Rest rest;
    private final Thread thread;
    private volatile boolean isClosing;
    // Of its thread alone.
    private int pauses = 1;

    private JournalFollower(Journal journal, Models models, FeedMeters meters, Duration pause, Rest rest) {
        this.journal = journal;
        this.models = models;
        this.meters = meters;
        this.pause = pause;
        this.rest = rest;
        thread = Thread.ofPlatform().daemon().name("journal-follower").unstarted(this::run);
    }

    /**
     * Starts it at the place of the models.
     *
     * @param pause before a feed that was lost is opened again
     * @param rest whether it is to rest
     */
    public static JournalFollower start(
            Journal journal, Models models, MeterRegistry registry, InstantSource clock, Duration pause, Rest rest) {
        JournalFollower follower = new JournalFollower(journal, models, new FeedMeters(registry, clock), pause, rest);
        follower.thread.start();
        return follower;
    }

    /** Takes nothing more in, and returns when that is so. */
    @Override
    public void close() {
        isClosing = true;
        thread.interrupt();
        try {
            if (!thread.join(STOP_LIMIT)) {
                LOG.warn("The follower of the journal did not end within {}.", STOP_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isClosing) {
            try {
                if (rest.isWanted()) {
                    pause(1);
                } else {
                    follow();
                }
            } catch (StreamEndedException lost) {
                lost(lost);
            } catch (UnreadableEventException broken) {
                stopped(broken);
                return;
            } catch (RuntimeException | Error broken) {
                if (broken instanceof RuntimeException && !models.isTorn()) {
                    stopped(broken);
                    return;
                }
                failed(broken);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void stopped(Throwable broken) {
        meters.stopped();
        LOG.error(
                "The feed of the journal stops for good, because an event cannot be taken in. Recommendations stay as they are until this"
                        + " is started with a build that can.",
                broken);
    }

    /** Memory that ran out, say: another time it may go well. */
    private void failed(Throwable broken) {
        LOG.error(
                "The journal could not be followed; it is tried again after {} ms.", pauses * pause.toMillis(), broken);
        pause(pauses);
        pauses = Math.min(2 * pauses, MOST_PAUSES);
    }

    private void lost(StreamEndedException lost) {
        if (isClosing) {
            return;
        }
        if (Status.fromThrowable(lost.getCause() == null ? lost : lost.getCause())
                                .getCode()
                        == Status.Code.INVALID_ARGUMENT
                && !models.point().isStart()) {
            startOver("it refuses the place where it should go on");
        } else if (meters.lost()) {
            LOG.warn(
                    "The feed of the journal is lost; it is tried again every {} ms: {}",
                    pause.toMillis(),
                    lost.getMessage());
        }
        pause(1);
    }

    private void pause(int times) {
        try {
            TimeUnit.MILLISECONDS.sleep(times * pause.toMillis());
        } catch (InterruptedException e) {
            LOG.debug("The pause was interrupted; the follower closes.", e);
        }
    }

    private void startOver(String why) {
        LOG.warn(
                "The journal is not the one that was followed before ({}): the models are built anew from its beginning.",
                why);
        models.startOver();
    }

    private void follow() throws StreamEndedException, UnreadableEventException, InterruptedException {
        if (models.isTorn()) {
            LOG.warn("An event was taken in by half: the models are built anew from the beginning of the journal.");
            models.startOver();
        }
        FeedPlace end = journal.end();
        if (models.point().last().isAfter(end)) {
            startOver("it ends before the place that was read");
        }
        FeedPoint from = models.point();
        try (MessageStream<TailEventsRequest, TailEventsResponse> stream =
                journal.open(from.before(), "recommendations follow what is bought")) {
            Recognition recognition = new Recognition(from);
            long heard = System.nanoTime();
            boolean isBack = false;
            while (!isClosing && !rest.isWanted()) {
                List<TailEventsResponse> messages = stream.take(GROUP, POLL_MILLIS);
                if (!messages.isEmpty()) {
                    heard = System.nanoTime();
                    if (!isBack && meters.found()) {
                        LOG.info("The feed of the journal is back.");
                    }
                    isBack = true;
                } else if (System.nanoTime() - heard > SILENCE_NANOS) {
                    throw new StreamEndedException(new IllegalStateException("nothing was heard of it for 30 s"));
                }
                if (!recognition.isSame(messages)) {
                    startOver("another event is at the place that was read last");
                    return;
                }
                take(messages, end);
            }
        }
    }

    private void take(List<TailEventsResponse> messages, FeedPlace end) throws UnreadableEventException {
        List<News> news = new ArrayList<>(messages.size());
        FeedPlace last = models.point().last();
        try {
            for (TailEventsResponse message : messages) {
                FeedPlace place = NewsMapper.place(message);
                if (NewsMapper.isEvent(message) && place.isAfter(last)) {
                    news.add(NewsMapper.of(message));
                    last = place;
                }
            }
        } finally {
            models.take(news);
            meters.taken(news);
        }
        if (messages.isEmpty()) {
            return;
        }
        TailEventsResponse newest = messages.getLast();
        FeedPlace read = NewsMapper.place(newest);
        if (newest.hasRecordTime()) {
            rest.upTo(Timestamps.toMillis(newest.getRecordTime()));
        }
        if (!NewsMapper.isEvent(newest) && read.isAfter(last)) {
            models.readUpTo(newest.getResumeToken());
            meters.readToNow();
        }
        if (!end.isAfter(read)) {
            models.endReached();
            pauses = 1;
            if (!newest.hasRecordTime()) {
                // Nothing that is wanted was there any more.
                rest.current();
            }
        }
    }
}
