package dev.giveback.feedback.outreach;

import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import dev.giveback.feedback.domain.Outreach;
import dev.giveback.journal.v1.OutreachEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outreach of every program, as this node knows it: by the journal's feed, and at once after a change that this node asked for. A state
 * never gives way to an older one, whichever comes first.
 */
public final class Outreaches {
    private static final Logger LOG = LoggerFactory.getLogger(Outreaches.class);

    private final ClusterSharding sharding;
    private final Duration timeout;
    private final Map<String, StoredOutreach> fed = new ConcurrentHashMap<>();
    private final Map<String, Outreach> known = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean caughtUp;

    private Outreaches(ClusterSharding sharding, Duration timeout) {
        this.sharding = sharding;
        this.timeout = timeout;
    }

    /**
     * Starts the sharding of outreach on this node; call it once a node, and then {@link #follow}.
     *
     * @param timeout after which an actor's answer is given up
     */
    public static Outreaches start(ActorSystem<?> system, InstantSource clock, Duration timeout) {
        ClusterSharding sharding = ClusterSharding.get(system);
        sharding.init(Entity.of(OutreachActor.TYPE_KEY, entity -> OutreachActor.create(entity.getEntityId(), clock))
                .withStopMessage(OutreachCommand.Stop.INSTANCE));
        return new Outreaches(sharding, timeout);
    }

    /** Follows the feed from now on; when it returns, everything stored by then is known. */
    public void follow(OutreachFeed feed) {
        feed.start(this::learn);
        caughtUp = true;
        fed.forEach(this::put);
    }

    /**
     * What a program's customers are asked and told, as this node knows it; the actor is asked when it knows nothing. Empty while nothing was
     * ever set: then {@link Outreach#none} counts.
     */
    public CompletionStage<Optional<Outreach>> find(String program) {
        @Nullable Outreach there = known.get(program);
        return there != null
                ? CompletableFuture.completedFuture(Optional.of(there))
                : read(program).thenApply(stored -> Optional.ofNullable(known.get(program)));
    }

    /** The outreach of every program that has set anything, by its id, as this node knows it now. */
    public Map<String, Outreach> known() {
        return Map.copyOf(known);
    }

    /** Calls this with the id of a program after each change that this node learns of, on the thread that learns: be short. */
    public void onChange(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** Changes a program's outreach. */
    public CompletionStage<OutreachReply> change(String program, OutreachChange change, boolean validateOnly) {
        CompletionStage<OutreachReply> reply =
                of(program).ask(replyTo -> new OutreachCommand.Change(change, validateOnly, replyTo), timeout);
        return validateOnly
                ? reply
                : reply.thenCompose(answer -> switch (answer) {
                    case OutreachReply.Changed changed -> read(program).thenApply(stored -> answer);
                    case OutreachReply.Refused refused -> CompletableFuture.completedFuture(answer);
                });
    }

    /** What is stored of a program now. */
    public CompletionStage<StoredOutreach> read(String program) {
        return of(program).ask(OutreachCommand.Read::new, timeout).thenApply(stored -> {
            put(program, stored);
            return stored;
        });
    }

    /** Lets a program leave memory, so that what is asked next finds what the journal holds then. */
    public void forget(String program) {
        known.remove(program);
        of(program).tell(OutreachCommand.Stop.INSTANCE);
    }

    /** Of what was stored before, only the latest state is made out. */
    private void learn(String program, OutreachEvent event) {
        StoredOutreach stored =
                fed.merge(program, StoredOutreach.EMPTY.evolve(event), (before, first) -> before.evolve(event));
        if (caughtUp) {
            put(program, stored);
        }
    }

    private void put(String program, StoredOutreach stored) {
        if (stored.changes() == 0) {
            return;
        }
        try {
            Outreach next = OutreachMapper.toDomain(program, stored);
            AtomicBoolean isNews = new AtomicBoolean();
            known.compute(program, (id, before) -> {
                isNews.set(before == null || before.changes() < next.changes());
                return before == null || isNews.get() ? next : before;
            });
            if (isNews.get()) {
                listeners.forEach(listener -> listener.accept(program));
            }
        } catch (RuntimeException unusable) {
            // It was right when it was stored, so another build stored it. One program stays behind, not the whole
            // node.
            LOG.error("The outreach of program {} cannot be used by this build.", program, unusable);
        }
    }

    private EntityRef<OutreachCommand> of(String program) {
        return sharding.entityRefFor(OutreachActor.TYPE_KEY, program);
    }
}
