package dev.giveback.access.actor;

import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import dev.giveback.access.domain.AuditEvent;
import dev.giveback.access.domain.AuditLog;
import dev.giveback.access.domain.Decision;
import dev.giveback.access.journal.AuditEvents;
import dev.giveback.access.journal.PersistenceIds;
import dev.giveback.access.journal.Recorded;
import dev.giveback.access.journal.StoredAccessEvent;
import dev.giveback.journal.v1.AccessEvent;
import dev.giveback.journal.v1.AccessSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The log of acts: one in the cluster. Steps gather while others are written, so that many at once cost little more than one. */
final class AuditActor extends EventSourcedBehavior<AuditMessage, StoredAccessEvent, Recorded<AuditLog>> {
    private static final int EVENTS_PER_SNAPSHOT = 1_000;
    private static final int SNAPSHOTS_KEPT = 2;
    private static final int MAX_BATCH = 100;
    private static final Duration TICK = Duration.ofMinutes(1);

    private final ActorContext<AuditMessage> context;
    private final InstantSource clock;
    private final Deque<AuditMessage.Step> gathering = new ArrayDeque<>();

    private AuditActor(ActorContext<AuditMessage> context, InstantSource clock) {
        super(
                PersistenceId.ofUniqueId(PersistenceIds.AUDIT),
                SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(10), 0.2));
        this.context = context;
        this.clock = clock;
    }

    /** @param clock read once a batch */
    static Behavior<AuditMessage> create(InstantSource clock) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(AuditMessage.Tick.INSTANCE, Duration.ZERO, TICK);
            return new AuditActor(context, clock);
        }));
    }

    @Override
    public Recorded<AuditLog> emptyState() {
        return Recorded.empty(AuditLog.EMPTY);
    }

    @Override
    public CommandHandler<AuditMessage, StoredAccessEvent, Recorded<AuditLog>> commandHandler() {
        return (recorded, message) -> switch (message) {
            case AuditMessage.Step step -> gather(step);
            case AuditMessage.Gathered gathered -> record(recorded);
            case AuditMessage.Tick tick -> giveUp(recorded);
            case AuditMessage.Stop stop -> Effect().stop();
        };
    }

    @Override
    public EventHandler<Recorded<AuditLog>, StoredAccessEvent> eventHandler() {
        return AuditActor::evolve;
    }

    private static Recorded<AuditLog> evolve(Recorded<AuditLog> recorded, StoredAccessEvent stored) {
        return new Recorded<>(recorded.state().evolve(AuditEvents.toDomain(stored.event())), stored.chainHash());
    }

    /** Whatever is behind this step in the mailbox gathers too, because the announcement queues behind it. */
    private Effect<StoredAccessEvent, Recorded<AuditLog>> gather(AuditMessage.Step step) {
        gathering.add(step);
        // Each announces itself: an announcement may get lost when a write fails, and the next step must not wait for
        // it.
        context.getSelf().tell(AuditMessage.Gathered.INSTANCE);
        return Effect().none();
    }

    private Effect<StoredAccessEvent, Recorded<AuditLog>> record(Recorded<AuditLog> recorded) {
        if (gathering.isEmpty()) {
            return Effect().none();
        }
        Instant now = Moments.now(clock);
        Batch batch = new Batch(recorded);
        List<Runnable> answers = new ArrayList<>();
        while (!gathering.isEmpty() && answers.size() < MAX_BATCH) {
            AuditMessage.Step step = gathering.remove();
            AuditReply reply = batch.add(step, now);
            answers.add(() -> step.replyTo().tell(reply));
        }
        return Effect().persist(batch.events).thenRun(evolved -> answers.forEach(Runnable::run));
    }

    private Effect<StoredAccessEvent, Recorded<AuditLog>> giveUp(Recorded<AuditLog> recorded) {
        Batch batch = new Batch(recorded);
        recorded.state().lost(Moments.now(clock), MAX_BATCH).forEach(batch::lost);
        return batch.events.isEmpty() ? Effect().none() : Effect().persist(batch.events);
    }

    /** Events that are written at once, each on what the one before comes to. */
    private static final class Batch {
        private final List<StoredAccessEvent> events = new ArrayList<>();
        private Recorded<AuditLog> recorded;

        Batch(Recorded<AuditLog> recorded) {
            this.recorded = recorded;
        }

        AuditReply add(AuditMessage.Step step, Instant now) {
            return switch (step) {
                case AuditMessage.Begin begin -> begin(begin, now);
                case AuditMessage.End end -> end(end, now);
            };
        }

        private AuditReply begin(AuditMessage.Begin begin, Instant now) {
            for (AuditEvent event : recorded.state().begin(now)) {
                switch (event) {
                    case AuditEvent.ActBegun begun -> add(AuditEvents.begun(begun, begin.entry()));
                    case AuditEvent.ActEnded ended -> lost(ended);
                }
            }
            return new AuditReply.Recorded(recorded.state().latest());
        }

        private AuditReply end(AuditMessage.End end, Instant now) {
            return switch (recorded.state().end(end.id(), now)) {
                case Decision.Accepted<AuditEvent, Long> accepted -> {
                    if (accepted.event() instanceof AuditEvent.ActEnded ended) {
                        add(AuditEvents.ended(ended, end.code(), end.reason(), end.afterJson()));
                    }
                    yield new AuditReply.Recorded(end.id());
                }
                case Decision.Repeated<AuditEvent, Long> repeated -> new AuditReply.Recorded(end.id());
                case Decision.Rejected<AuditEvent, Long> rejected -> new AuditReply.Refused(rejected.refusal());
            };
        }

        void lost(AuditEvent event) {
            if (event instanceof AuditEvent.ActEnded ended) {
                add(AuditEvents.lost(ended));
            }
        }

        private void add(AccessEvent event) {
            StoredAccessEvent stored = StoredAccessEvent.following(recorded.chainHash(), event);
            events.add(stored);
            recorded = evolve(recorded, stored);
        }
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(EVENTS_PER_SNAPSHOT, SNAPSHOTS_KEPT);
    }

    @Override
    public SnapshotAdapter<Recorded<AuditLog>> snapshotAdapter() {
        return new SnapshotAdapter<>() {
            @Override
            public Object toJournal(Recorded<AuditLog> state) {
                return AuditEvents.snapshot(state);
            }

            @Override
            public Recorded<AuditLog> fromJournal(Object from) {
                return AuditEvents.state((AccessSnapshot) from);
            }
        };
    }
}
