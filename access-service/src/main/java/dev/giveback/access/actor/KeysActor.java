package dev.giveback.access.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import dev.giveback.access.domain.Decision;
import dev.giveback.access.domain.Key;
import dev.giveback.access.domain.KeyAnswer;
import dev.giveback.access.domain.KeyEvent;
import dev.giveback.access.domain.KeyId;
import dev.giveback.access.domain.KeyRing;
import dev.giveback.access.domain.Session;
import dev.giveback.access.journal.KeyEvents;
import dev.giveback.access.journal.KeySnapshots;
import dev.giveback.access.journal.PersistenceIds;
import dev.giveback.access.journal.Recorded;
import dev.giveback.access.journal.StoredAccessEvent;
import dev.giveback.journal.v1.AccessSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All keys and sessions: one in the cluster. Who watches is told of a change before whoever asked for it is answered. */
final class KeysActor extends EventSourcedBehavior<KeyMessage, StoredAccessEvent, Recorded<KeyRing>> {
    private static final int EVENTS_PER_SNAPSHOT = 500;
    private static final int SNAPSHOTS_KEPT = 2;

    private final InstantSource clock;
    private final Consumer<Set<KeyId>> watcher;

    private KeysActor(InstantSource clock, Consumer<Set<KeyId>> watcher) {
        super(
                PersistenceId.ofUniqueId(PersistenceIds.KEYS),
                SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(10), 0.2));
        this.clock = clock;
        this.watcher = watcher;
    }

    /**
     * The behavior.
     *
     * @param clock read once a message
     * @param watcher told which keys and sessions changed, on the actor's thread
     */
    static Behavior<KeyMessage> create(InstantSource clock, Consumer<Set<KeyId>> watcher) {
        return new KeysActor(clock, watcher);
    }

    @Override
    public Recorded<KeyRing> emptyState() {
        return Recorded.empty(KeyRing.EMPTY);
    }

    @Override
    public CommandHandler<KeyMessage, StoredAccessEvent, Recorded<KeyRing>> commandHandler() {
        return (recorded, message) -> switch (message) {
            case KeyMessage.Decide decide -> decide(recorded, decide);
            case KeyMessage.Find find -> Effect().reply(find.replyTo(), find(recorded.state(), find.id()));
            case KeyMessage.Count count ->
                Effect()
                        .reply(
                                count.replyTo(),
                                new KeyReply.Counted(recorded.state().keys().size()));
            case KeyMessage.Stop stop -> Effect().stop();
        };
    }

    @Override
    public EventHandler<Recorded<KeyRing>, StoredAccessEvent> eventHandler() {
        return (recorded, stored) ->
                new Recorded<>(recorded.state().evolve(KeyEvents.toDomain(stored.event())), stored.chainHash());
    }

    private Effect<StoredAccessEvent, Recorded<KeyRing>> decide(Recorded<KeyRing> recorded, KeyMessage.Decide message) {
        ActorRef<KeyReply> replyTo = message.replyTo();
        return switch (recorded.state().decide(message.command(), Moments.now(clock))) {
            case Decision.Accepted<KeyEvent, KeyAnswer> accepted -> {
                KeyEvent event = accepted.event();
                yield Effect()
                        .persist(StoredAccessEvent.following(recorded.chainHash(), KeyEvents.toProto(event)))
                        .thenRun(changed -> watcher.accept(event.changed()))
                        .thenReply(replyTo, changed -> new KeyReply.Recorded(event, keyOf(changed.state(), event)));
            }
            case Decision.Repeated<KeyEvent, KeyAnswer> repeated ->
                Effect().reply(replyTo, new KeyReply.Known(repeated.answer()));
            case Decision.Rejected<KeyEvent, KeyAnswer> rejected ->
                Effect().reply(replyTo, new KeyReply.Refused(rejected.refusal()));
        };
    }

    private static @Nullable Key keyOf(KeyRing ring, KeyEvent event) {
        return switch (event) {
            case KeyEvent.KeyCreated created -> created.key();
            case KeyEvent.KeyRotated rotated -> ring.keys().get(rotated.id());
            case KeyEvent.KeyRevoked revoked -> ring.keys().get(revoked.id());
            case KeyEvent.SessionOpened opened ->
                ring.keys().get(opened.session().key());
            case KeyEvent.SessionEnded ended -> null;
        };
    }

    private KeyReply find(KeyRing ring, KeyId id) {
        Instant now = Moments.now(clock);
        @Nullable Key key = ring.keys().get(id);
        if (key != null) {
            return new KeyReply.Found(key, null, now);
        }
        @Nullable Session session = ring.session(id, now).orElse(null);
        @Nullable Key parent = session == null ? null : ring.keys().get(session.key());
        return parent == null ? new KeyReply.Unknown() : new KeyReply.Found(parent, session, now);
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(EVENTS_PER_SNAPSHOT, SNAPSHOTS_KEPT);
    }

    @Override
    public SnapshotAdapter<Recorded<KeyRing>> snapshotAdapter() {
        return new SnapshotAdapter<>() {
            @Override
            public Object toJournal(Recorded<KeyRing> state) {
                return KeySnapshots.toProto(state);
            }

            @Override
            public Recorded<KeyRing> fromJournal(Object from) {
                return KeySnapshots.toDomain((AccessSnapshot) from);
            }
        };
    }
}
