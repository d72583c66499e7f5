package dev.giveback.feedback.outreach;

import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import dev.giveback.feedback.journal.PersistenceIds;
import dev.giveback.feedback.journal.StoredOutreachEvent;
import dev.giveback.feedback.outreach.OutreachCommand.Change;
import dev.giveback.feedback.outreach.OutreachCommand.Read;
import dev.giveback.feedback.outreach.OutreachCommand.Stop;
import java.time.Duration;
import java.time.InstantSource;

/** One program's outreach, wherever in the cluster it lives. It keeps no snapshots, because it changes by hand and seldom. */
final class OutreachActor extends EventSourcedBehavior<OutreachCommand, StoredOutreachEvent, RecordedOutreach> {
    /** How the cluster knows this kind of actor. */
    static final EntityTypeKey<OutreachCommand> TYPE_KEY = EntityTypeKey.create(OutreachCommand.class, "outreach");

    private final InstantSource clock;

    private OutreachActor(String program, InstantSource clock) {
        super(
                PersistenceId.ofUniqueId(PersistenceIds.outreach(program)),
                SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(10), 0.2));
        this.clock = clock;
    }

    /**
     * The behavior of a program's outreach.
     *
     * @param clock read once a change
     */
    static Behavior<OutreachCommand> create(String program, InstantSource clock) {
        return new OutreachActor(program, clock);
    }

    @Override
    public RecordedOutreach emptyState() {
        return RecordedOutreach.NEW;
    }

    @Override
    public CommandHandler<OutreachCommand, StoredOutreachEvent, RecordedOutreach> commandHandler() {
        return (state, command) -> switch (command) {
            case Change change -> change(state, change);
            case Read read -> Effect().reply(read.replyTo(), state.outreach());
            case Stop stop -> Effect().stop();
        };
    }

    @Override
    public EventHandler<RecordedOutreach, StoredOutreachEvent> eventHandler() {
        return RecordedOutreach::evolve;
    }

    private Effect<StoredOutreachEvent, RecordedOutreach> change(RecordedOutreach state, Change command) {
        return switch (OutreachRules.decide(state.outreach(), command.change(), clock.millis())) {
            case OutreachDecision.Accepted accepted -> {
                OutreachReply answer = new OutreachReply.Changed(accepted.event());
                yield command.validateOnly()
                        ? Effect().reply(command.replyTo(), answer)
                        : Effect()
                                .persist(StoredOutreachEvent.following(state.chainHash(), accepted.event()))
                                .thenReply(command.replyTo(), evolved -> answer);
            }
            case OutreachDecision.Repeated repeated ->
                Effect().reply(command.replyTo(), new OutreachReply.Changed(repeated.event()));
            case OutreachDecision.Rejected rejected ->
                Effect().reply(command.replyTo(), new OutreachReply.Refused(rejected.refusal()));
        };
    }
}
