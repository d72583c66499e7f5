package dev.giveback.platform.acts;

import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import com.google.protobuf.ByteString;
import dev.giveback.journal.v1.AdminEvent;
import dev.giveback.platform.journal.ChainHash;
import java.time.Duration;
import java.time.InstantSource;

/** The journal of the acts: one chain of records for the whole service, which only grows. Its state is the end of the chain. */
final class ActActor extends EventSourcedBehavior<ActMessage, StoredAdminEvent, ActActor.End> {
    private final InstantSource clock;

    /**
     * The end of the chain.
     *
     * @param number of the latest event
     */
    record End(long number, ByteString chainHash) {}

    private ActActor(InstantSource clock) {
        super(
                PersistenceId.ofUniqueId(AdminActs.PERSISTENCE_ID),
                SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(10), 0.2));
        this.clock = clock;
    }

    /** @param clock read once an event */
    static Behavior<ActMessage> create(InstantSource clock) {
        return new ActActor(clock);
    }

    @Override
    public End emptyState() {
        return new End(0, ChainHash.NONE);
    }

    @Override
    public CommandHandler<ActMessage, StoredAdminEvent, End> commandHandler() {
        return (end, message) -> switch (message) {
            case ActMessage.Step step ->
                Effect()
                        .persist(StoredAdminEvent.following(end.chainHash(), event(step)))
                        .thenReply(step.replyTo(), End::number);
            case ActMessage.Stop stop -> Effect().stop();
        };
    }

    @Override
    public EventHandler<End, StoredAdminEvent> eventHandler() {
        return (end, stored) -> new End(end.number() + 1, stored.chainHash());
    }

    private AdminEvent event(ActMessage.Step step) {
        AdminEvent.Builder event = AdminEvent.newBuilder().setRecordMillis(clock.millis());
        return switch (step.step()) {
            case BEGUN -> event.setBegun(step.begun()).build();
            case ENDED -> event.setEnded(step.ended()).build();
            case STEP_NOT_SET -> throw new IllegalArgumentException("step: none (expected: begun or ended)");
        };
    }
}
