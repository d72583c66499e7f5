package dev.giveback.feedback.hooks;

import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import dev.giveback.journal.v1.WebhookChanged;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The webhooks of every program, as this node knows them: by the journal's feed, and at once after a change that this node asked for. A state
 * never gives way to an older one, whichever comes first.
 */
public final class Hooks {
    private static final Logger LOG = LoggerFactory.getLogger(Hooks.class);

    private final ClusterSharding sharding;
    private final Duration timeout;
    private final Map<String, ProgramHooks> fed = new ConcurrentHashMap<>();
    private final Map<String, ProgramHooks> known = new ConcurrentHashMap<>();

    private Hooks(ClusterSharding sharding, Duration timeout) {
        this.sharding = sharding;
        this.timeout = timeout;
    }

    /**
     * Starts the sharding of webhooks on this node; call it once a node, and then {@link #follow}.
     *
     * @param timeout after which an actor's answer is given up
     */
    public static Hooks start(ActorSystem<?> system, InstantSource clock, Duration timeout) {
        ClusterSharding sharding = ClusterSharding.get(system);
        sharding.init(Entity.of(HookActor.TYPE_KEY, entity -> HookActor.create(entity.getEntityId(), clock))
                .withStopMessage(HookCommand.Stop.INSTANCE));
        return new Hooks(sharding, timeout);
    }

    /** Follows a feed from now on; when it returns, everything stored by then is known. */
    public void follow(Consumer<BiConsumer<String, WebhookChanged>> feed) {
        feed.accept(this::learn);
    }

    /** The webhooks of every program that has or had any, by its id, as this node knows it now. */
    public Map<String, ProgramHooks> known() {
        return Map.copyOf(known);
    }

    /** A webhook as this node knows it. */
    public Optional<Hook> known(String program, String id) {
        @Nullable ProgramHooks hooks = known.get(program);
        return hooks == null ? Optional.empty() : hooks.hook(id);
    }

    /** Changes a program's webhooks. */
    public CompletionStage<HookReply> change(String program, HookChange change, boolean validateOnly) {
        CompletionStage<HookReply> reply =
                of(program).ask(replyTo -> new HookCommand.Change(change, validateOnly, replyTo), timeout);
        return reply.thenApply(answer -> {
            if (!validateOnly && answer instanceof HookReply.Changed changed) {
                put(changed.after());
            }
            return answer;
        });
    }

    /** A program's webhooks as they are stored now. */
    public CompletionStage<ProgramHooks> read(String program) {
        return of(program).ask(HookCommand.Read::new, timeout).thenApply(stored -> {
            put(stored);
            return stored;
        });
    }

    private void learn(String program, WebhookChanged event) {
        try {
            put(fed.merge(program, ProgramHooks.none(program).evolve(event), (before, first) -> before.evolve(event)));
        } catch (RuntimeException unusable) {
            // It was right when it was stored, so another build stored it. One program stays behind, not the whole
            // node.
            LOG.error("The webhooks of program {} cannot be used by this build.", program, unusable);
        }
    }

    private void put(ProgramHooks next) {
        if (next.changes() > 0) {
            known.merge(next.program(), next, (before, after) -> before.changes() < after.changes() ? after : before);
        }
    }

    private EntityRef<HookCommand> of(String program) {
        return sharding.entityRefFor(HookActor.TYPE_KEY, program);
    }
}
