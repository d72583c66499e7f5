package dev.giveback.feedback.actor;

import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import dev.giveback.feedback.actor.ContactMessage.Decide;
import dev.giveback.feedback.actor.ContactMessage.Read;
import dev.giveback.feedback.actor.ContactMessage.Stop;
import dev.giveback.feedback.domain.ContactDecision;
import dev.giveback.feedback.domain.ContactState;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.journal.PersistenceIds;
import dev.giveback.feedback.journal.RecordedContacts;
import dev.giveback.feedback.journal.StoredContactEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * One customer as somebody who is contacted, wherever in the cluster it lives. It keeps no snapshots, because a customer has few events.
 */
final class ContactActor extends EventSourcedBehavior<ContactMessage, StoredContactEvent, RecordedContacts> {
    /** How the cluster knows this kind of actor. */
    static final EntityTypeKey<ContactMessage> TYPE_KEY = EntityTypeKey.create(ContactMessage.class, "contact");

    private final CustomerId id;
    private final InstantSource clock;

    private ContactActor(CustomerId id, InstantSource clock) {
        super(
                PersistenceId.ofUniqueId(PersistenceIds.of(id)),
                SupervisorStrategy.restartWithBackoff(Duration.ofMillis(100), Duration.ofSeconds(2), 0.2));
        this.id = id;
        this.clock = clock;
    }

    /**
     * A customer's behavior.
     *
     * @param clock read once a message
     */
    static Behavior<ContactMessage> create(CustomerId id, InstantSource clock) {
        return new ContactActor(id, clock);
    }

    @Override
    public RecordedContacts emptyState() {
        return RecordedContacts.of(id);
    }

    @Override
    public CommandHandler<ContactMessage, StoredContactEvent, RecordedContacts> commandHandler() {
        return (state, message) -> switch (message) {
            case Decide decide -> decide(state, decide);
            case Read read -> Effect().reply(read.replyTo(), state.contacts());
            case Stop stop -> Effect().stop();
        };
    }

    @Override
    public EventHandler<RecordedContacts, StoredContactEvent> eventHandler() {
        return RecordedContacts::evolve;
    }

    private Effect<StoredContactEvent, RecordedContacts> decide(RecordedContacts state, Decide message) {
        ContactState contacts = state.contacts();
        // To the millisecond, as it is stored: so that what is judged now is what is read again later.
        Instant now = Instant.ofEpochMilli(clock.millis());
        return switch (contacts.decide(message.command(), message.request(), now)) {
            case ContactDecision.Accepted accepted ->
                message.recorded()
                        ? Effect()
                                .persist(StoredContactEvent.following(state.chainHash(), accepted.event()))
                                .thenReply(
                                        message.replyTo(), evolved -> new ContactReply.Done(evolved.contacts(), false))
                        : Effect()
                                .reply(
                                        message.replyTo(),
                                        new ContactReply.Done(contacts.evolve(accepted.event()), false));
            case ContactDecision.Repeated repeated ->
                Effect().reply(message.replyTo(), new ContactReply.Done(contacts, true));
            case ContactDecision.Nothing nothing ->
                Effect().reply(message.replyTo(), new ContactReply.Done(contacts, true));
            case ContactDecision.Later later ->
                Effect().reply(message.replyTo(), new ContactReply.Later(later.until(), later.why()));
            case ContactDecision.Refused refused ->
                Effect().reply(message.replyTo(), new ContactReply.Refused(refused.refusal()));
        };
    }
}
