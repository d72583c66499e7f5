package dev.giveback.loyalty.program;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** The actors of all programs, wherever they live. */
public final class ProgramEntities {
    private final Asking asking;
    private final Consumer<String> stopping;

    private ProgramEntities(Asking asking, Consumer<String> stopping) {
        this.asking = asking;
        this.stopping = stopping;
    }

    /** How an actor is asked. */
    @FunctionalInterface
    interface Asking {
        CompletionStage<ProgramReply> ask(String programId, Function<ActorRef<ProgramReply>, ProgramCommand> command);
    }

    /** Actors that are asked in this way. */
    static ProgramEntities of(Asking asking) {
        return new ProgramEntities(asking, programId -> {});
    }

    /**
     * Starts the sharding of programs on this node; call it once a node.
     *
     * @param clock what the actors read
     * @param timeout after which an answer is given up
     */
    public static ProgramEntities sharded(ActorSystem<?> system, InstantSource clock, Duration timeout) {
        ClusterSharding sharding = ClusterSharding.get(system);
        sharding.init(Entity.of(ProgramActor.TYPE_KEY, entity -> ProgramActor.create(entity.getEntityId(), clock))
                .withStopMessage(ProgramCommand.Stop.INSTANCE));
        return new ProgramEntities(
                (programId, command) ->
                        sharding.entityRefFor(ProgramActor.TYPE_KEY, programId).ask(command::apply, timeout),
                programId ->
                        sharding.entityRefFor(ProgramActor.TYPE_KEY, programId).tell(ProgramCommand.Stop.INSTANCE));
    }

    /** Lets a program leave memory, so that what is asked next finds what the journal holds then. */
    public void forget(String programId) {
        stopping.accept(programId);
    }

    /**
     * Asks a program's actor. Fails with a {@link java.util.concurrent.TimeoutException} when no answer comes in time; whether the
     * command was carried out is then not known.
     */
    CompletionStage<ProgramReply> ask(String programId, Function<ActorRef<ProgramReply>, ProgramCommand> command) {
        return asking.ask(programId, command);
    }
}
