package dev.giveback.platform.journal;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import java.util.List;
import java.util.Set;

/** An actor that stores the words it is given; its state tells how many and, by a digest, which in what order. */
public final class Recorder extends EventSourcedBehavior<Recorder.Command, String, String> {
    private static final String EMPTY = "0:0";

    private final int snapshotEvery;

    private Recorder(String persistenceId, int snapshotEvery) {
        super(PersistenceId.ofUniqueId(persistenceId));
        this.snapshotEvery = snapshotEvery;
    }

    public static Behavior<Command> create(String persistenceId) {
        return new Recorder(persistenceId, Integer.MAX_VALUE);
    }

    static Behavior<Command> create(String persistenceId, int snapshotEvery) {
        return new Recorder(persistenceId, snapshotEvery);
    }

    /** The state after {@code words}, by the same fold. */
    static String stateAfter(List<String> words) {
        return words.stream().reduce(EMPTY, Recorder::fold);
    }

    @Override
    public String emptyState() {
        return EMPTY;
    }

    @Override
    public CommandHandler<Command, String, String> commandHandler() {
        return newCommandHandlerBuilder()
                .forAnyState()
                .onCommand(
                        Store.class,
                        store -> Effect()
                                .persist(store.words)
                                .thenRun(state ->
                                        store.replyTo.tell(persistenceId().id())))
                .onCommand(Tell.class, tell -> {
                    return Effect().none().thenReply(tell.replyTo, state -> state);
                })
                .build();
    }

    @Override
    public EventHandler<String, String> eventHandler() {
        return Recorder::fold;
    }

    @Override
    public boolean shouldSnapshot(String state, String word, long sequenceNumber) {
        return sequenceNumber % snapshotEvery == 0;
    }

    /** A word that begins with # is tagged, which the journal refuses. */
    @Override
    public Set<String> tagsFor(String word) {
        return word.startsWith("#") ? Set.of(word) : Set.of();
    }

    private static String fold(String state, String word) {
        String[] parts = state.split(":", 2);
        int digest = 31 * Integer.parseInt(parts[1]) + word.hashCode();
        return (Long.parseLong(parts[0]) + 1) + ":" + digest;
    }

    public sealed interface Command permits Store, Tell {}

    /** Stores {@code words} at once, each an event, and answers with the persistence id. */
    public record Store(List<String> words, ActorRef<String> replyTo) implements Command {
        public Store(String word, ActorRef<String> replyTo) {
            this(List.of(word), replyTo);
        }
    }

    /** Answers with the state. */
    public record Tell(ActorRef<String> replyTo) implements Command {}
}
