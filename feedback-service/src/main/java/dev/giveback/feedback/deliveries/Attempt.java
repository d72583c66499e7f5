package dev.giveback.feedback.deliveries;

import dev.giveback.feedback.deliveries.DueTable.Ended;
import dev.giveback.feedback.deliveries.DueTable.Outcome;
import dev.giveback.feedback.domain.Request;
import dev.giveback.feedback.hooks.Hook;
import dev.giveback.feedback.hooks.HookChange;
import dev.giveback.feedback.hooks.Hooks;
import dev.giveback.feedback.hooks.Pause;
import dev.giveback.feedback.links.Draws;
import dev.giveback.feedback.webhook.CallResult;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One try of one delivery, and what follows from it. */
final class Attempt {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);
    private static final int GONE = 410;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private final DueTable table;
    private final Hooks hooks;
    private final HookSender sender;
    private final DeliverySettings settings;
    private final Draws draws;
    private final DeliveryMeters meters;
    private final InstantSource clock;

    Attempt(
            DueTable table,
            Hooks hooks,
            HookSender sender,
            DeliverySettings settings,
            Draws draws,
            DeliveryMeters meters,
            InstantSource clock) {
        this.table = table;
        this.hooks = hooks;
        this.sender = sender;
        this.settings = settings;
        this.draws = draws;
        this.meters = meters;
        this.clock = clock;
    }

    void run(Hook hook, InHand delivery, HookLane lane) throws SQLException {
        long began = System.nanoTime();
        CallResult result = sender.post(hook, delivery.eventId(), delivery.body());
        boolean isWell = result instanceof CallResult.Answered answered && answered.isWell();
        meters.called(isWell, Duration.ofNanos(System.nanoTime() - began));
        long now = clock.millis();
        if (isWell) {
            lane.well();
            table.end(delivery, new Ended(Outcome.DELIVERED, now, 0, status(result), ""));
            table.well(delivery.hookId(), now);
        } else {
            failed(hook, delivery, lane, result, now);
        }
    }

    private void failed(Hook hook, InHand delivery, HookLane lane, CallResult result, long now) throws SQLException {
        Duration asked = askedFor(result).orElse(Duration.ZERO);
        int failures = lane.failed();
        if (failures >= DeliverySettings.PATIENCE) {
            lane.restUntil(now + settings.probePause(failures, draws.chance()).toMillis());
        }
        lane.restUntil(now + asked.toMillis());
        Ended ended = ended(hook, delivery, result, asked, now);
        table.end(delivery, ended);
        if (ended.outcome() == Outcome.DEAD) {
            meters.givenUp();
        }
        long failingSince = table.failed(delivery.hookId(), now, ended.error());
        if (status(result) == GONE) {
            pause(hook, Pause.GONE);
        } else if (now - failingSince >= settings.pauseAfter().toMillis()) {
            pause(hook, Pause.FAILING);
        }
    }

    /** The last try is at the very time when it is given up. */
    private Ended ended(Hook hook, InHand delivery, CallResult result, Duration asked, long now) {
        long first = delivery.firstAttemptMillis() == 0 ? now : delivery.firstAttemptMillis();
        long end = first + hook.definition().giveUpAfter().toMillis();
        long pause =
                settings.pauseAfter(delivery.attempts() + 1, draws.chance()).toMillis();
        boolean isOver = now >= end && status(result) != GONE;
        return new Ended(
                isOver ? Outcome.DEAD : Outcome.PENDING,
                now,
                Math.max(Math.min(now + pause, Math.max(end, now + 1)), now + asked.toMillis()),
                status(result),
                error(result));
    }

    private void pause(Hook hook, Pause why) {
        LOG.warn(
                "The webhook {} is paused: {}.",
                hook.name(),
                why == Pause.GONE ? "it answered 410" : "no call went well for too long");
        var unused = hooks.change(hook.program(), new HookChange.SetPause(hook.id(), why, Request.OWN), false)
                .exceptionally(away -> {
                    LOG.debug("The webhook {} could not be paused; it is tried again.", hook.name(), away);
                    return null;
                });
    }

    private static Optional<Duration> askedFor(CallResult result) {
        return switch (result) {
            case CallResult.Answered answered ->
                answered.status() == TOO_MANY || answered.status() == UNAVAILABLE
                        ? answered.retryAfter()
                        : Optional.empty();
            case CallResult.Unanswered unanswered -> Optional.empty();
        };
    }

    private static int status(CallResult result) {
        return switch (result) {
            case CallResult.Answered answered -> answered.status();
            case CallResult.Unanswered unanswered -> 0;
        };
    }

    /** What went wrong, for people. */
    static String error(CallResult result) {
        return switch (result) {
            case CallResult.Answered answered -> answered.isWell() ? "" : "http " + answered.status();
            case CallResult.Unanswered unanswered -> unanswered.why();
        };
    }
}
