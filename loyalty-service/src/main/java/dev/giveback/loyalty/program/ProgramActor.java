package dev.giveback.loyalty.program;

import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import dev.giveback.journal.v1.ProgramEvent;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.journal.StoredProgramEvent;
import dev.giveback.loyalty.program.ProgramCommand.Change;
import dev.giveback.loyalty.program.ProgramCommand.Read;
import dev.giveback.loyalty.program.ProgramCommand.Stop;
import dev.giveback.loyalty.program.ProgramReply.Answered;
import dev.giveback.loyalty.program.ProgramReply.Refused;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * One program, wherever in the cluster it lives. It is not on the path of a checkout: checkouts read the registry of their node. It
 * keeps no snapshots, because programs change by hand and seldom.
 */
final class ProgramActor extends EventSourcedBehavior<ProgramCommand, StoredProgramEvent, ProgramState> {
    /** How the cluster knows this kind of actor. */
    static final EntityTypeKey<ProgramCommand> TYPE_KEY = EntityTypeKey.create(ProgramCommand.class, "program");

    private final String programId;
    private final InstantSource clock;

    private ProgramActor(String programId, InstantSource clock) {
        super(
                PersistenceId.ofUniqueId(ProgramFeed.PERSISTENCE_ID_PREFIX + programId),
                SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(10), 0.2));
        this.programId = programId;
        this.clock = clock;
    }

    /**
     * A program's behavior.
     *
     * @param programId without {@code programs/}
     * @param clock read once a change
     */
    static Behavior<ProgramCommand> create(String programId, InstantSource clock) {
        return new ProgramActor(programId, clock);
    }

    @Override
    public ProgramState emptyState() {
        return ProgramState.EMPTY;
    }

    @Override
    public CommandHandler<ProgramCommand, StoredProgramEvent, ProgramState> commandHandler() {
        return (state, command) -> switch (command) {
            case Change change -> change(state, change);
            case Read read -> Effect().reply(read.replyTo(), current(state));
            case Stop stop -> Effect().stop();
        };
    }

    @Override
    public EventHandler<ProgramState, StoredProgramEvent> eventHandler() {
        return ProgramState::evolve;
    }

    private Effect<StoredProgramEvent, ProgramState> change(ProgramState state, Change command) {
        return switch (state.decide(command.change(), clock.instant())) {
            case ProgramDecision.Accepted accepted -> accept(state, command, accepted.event());
            case ProgramDecision.Repeated repeated ->
                Effect().reply(command.replyTo(), new Answered(repeated.answer()));
            case ProgramDecision.Rejected rejected ->
                Effect().reply(command.replyTo(), new Refused(rejected.refusal()));
        };
    }

    private Effect<StoredProgramEvent, ProgramState> accept(ProgramState state, Change command, ProgramEvent event) {
        Answered answer = new Answered(event.getProgram());
        return command.validateOnly()
                ? Effect().reply(command.replyTo(), answer)
                : Effect()
                        .persist(StoredProgramEvent.following(state.chainHash(), event))
                        .thenReply(command.replyTo(), evolved -> answer);
    }

    private ProgramReply current(ProgramState state) {
        if (state.current() != null) {
            return new Answered(state.current());
        }
        String name = ProgramName.of(programId);
        return new Refused(
                new Refusal(Reason.PROGRAM_NOT_FOUND, "there is no program '" + name + "'", Map.of("name", name)));
    }
}
