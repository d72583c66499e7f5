package dev.giveback.platform.cluster;

import akka.actor.Cancellable;
import akka.actor.typed.RecipientRef;
import akka.actor.typed.Scheduler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import scala.concurrent.ExecutionContext;

/**
 * One question to an actor that may be on its way to another node. What reaches its shard in the middle of the move is lost without a word, so
 * the same message is sent again after a pause, after twice that pause, and so on, until it is answered or given up. The first answer counts,
 * whichever message it belongs to. Only messages that do nothing twice may be sent so.
 *
 * @param <M> the actor's messages
 */
public final class AskAgain<M> {
    private final RecipientRef<M> actor;
    private final Scheduler scheduler;
    private final ExecutionContext threads;
    private Duration pause;
    private boolean ended;
    private @Nullable Cancellable next;

    /** @param pause before the first repeat; zero for none */
    AskAgain(RecipientRef<M> actor, Scheduler scheduler, ExecutionContext threads, Duration pause) {
        this.actor = actor;
        this.scheduler = scheduler;
        this.threads = threads;
        this.pause = pause;
    }

    /** Takes note of the message that is being sent, and gives it back. */
    public M sent(M message) {
        if (!pause.isZero()) {
            await(message);
        }
        return message;
    }

    /** It was answered or given up. */
    public synchronized void end() {
        ended = true;
        Cancellable waiting = next;
        if (waiting != null) {
            waiting.cancel();
        }
    }

    private synchronized void await(M message) {
        if (ended) {
            return;
        }
        try {
            next = scheduler.scheduleOnce(pause, () -> repeat(message), threads);
            pause = pause.multipliedBy(2);
        } catch (IllegalStateException nodeEnds) {
            // Its timers have ended, and so will its questions: the caller is told that the outcome is not known.
            ended = true;
        }
    }

    private synchronized boolean isOpen() {
        return !ended;
    }

    private void repeat(M message) {
        if (isOpen()) {
            actor.tell(message);
            await(message);
        }
    }
}
