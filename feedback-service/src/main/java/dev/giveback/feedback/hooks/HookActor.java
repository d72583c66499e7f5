package dev.giveback.feedback.hooks;

import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import dev.giveback.feedback.hooks.HookCommand.Change;
import dev.giveback.feedback.hooks.HookCommand.Read;
import dev.giveback.feedback.hooks.HookCommand.Stop;
import dev.giveback.feedback.journal.PersistenceIds;
import dev.giveback.feedback.journal.StoredWebhookEvent;
import java.time.Duration;
import java.time.InstantSource;

/** One program's webhooks, wherever in the cluster they live. It keeps no snapshots, because it changes by hand and seldom. */
final class HookActor extends EventSourcedBehavior<HookCommand, StoredWebhookEvent, RecordedHooks> {
    /** How the cluster knows this kind of actor. */
    static final EntityTypeKey<HookCommand> TYPE_KEY = EntityTypeKey.create(HookCommand.class, "webhooks");

    private final String program;
    private final InstantSource clock;

    private HookActor(String program, InstantSource clock) {
        super(
                PersistenceId.ofUniqueId(PersistenceIds.webhooks(program)),
                SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(10), 0.2));
        this.program = program;
        this.clock = clock;
    }

    /**
     * The behavior of a program's webhooks.
     *
     * @param clock read once a change
     */
    static Behavior<HookCommand> create(String program, InstantSource clock) {
        return new HookActor(program, clock);
    }

    @Override
    public RecordedHooks emptyState() {
        return RecordedHooks.none(program);
    }

    @Override
    public CommandHandler<HookCommand, StoredWebhookEvent, RecordedHooks> commandHandler() {
        return (state, command) -> switch (command) {
            case Change change -> change(state, change);
            case Read read -> Effect().reply(read.replyTo(), state.hooks());
            case Stop stop -> Effect().stop();
        };
    }

    @Override
    public EventHandler<RecordedHooks, StoredWebhookEvent> eventHandler() {
        return RecordedHooks::evolve;
    }

    private Effect<StoredWebhookEvent, RecordedHooks> change(RecordedHooks state, Change command) {
        return switch (HookRules.decide(state.hooks(), command.change(), clock.millis())) {
            case HookDecision.Accepted accepted ->
                command.validateOnly()
                        ? Effect()
                                .reply(
                                        command.replyTo(),
                                        new HookReply.Changed(
                                                accepted.event(), state.hooks().evolve(accepted.event())))
                        : Effect()
                                .persist(StoredWebhookEvent.following(state.chainHash(), accepted.event()))
                                .thenReply(
                                        command.replyTo(),
                                        evolved -> new HookReply.Changed(accepted.event(), evolved.hooks()));
            case HookDecision.Repeated repeated ->
                Effect().reply(command.replyTo(), new HookReply.Changed(repeated.event(), state.hooks()));
            case HookDecision.Rejected rejected ->
                Effect().reply(command.replyTo(), new HookReply.Refused(rejected.refusal()));
        };
    }
}
