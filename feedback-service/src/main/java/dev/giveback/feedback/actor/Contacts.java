package dev.giveback.feedback.actor;

import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import dev.giveback.feedback.domain.ContactCommand;
import dev.giveback.feedback.domain.ContactState;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Request;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;

/**
 * The contacts of all customers of this cluster: asks the actor of one and gives its answer. A stage fails with a
 * {@link java.util.concurrent.TimeoutException} when no answer comes in time; whether anything was recorded is then not known.
 */
public final class Contacts {
    private final ClusterSharding sharding;

    private Contacts(ClusterSharding sharding) {
        this.sharding = sharding;
    }

    /** Starts the sharding of contacts on this node; call it once a node. */
    public static Contacts start(ActorSystem<?> system, InstantSource clock) {
        ClusterSharding sharding = ClusterSharding.get(system);
        sharding.init(Entity.of(
                        ContactActor.TYPE_KEY,
                        entity -> ContactActor.create(CustomerId.ofEntity(entity.getEntityId()), clock))
                .withStopMessage(ContactMessage.Stop.INSTANCE));
        return new Contacts(sharding);
    }

    /** Asks a customer's contacts to decide. */
    public CompletionStage<ContactReply> decide(
            CustomerId customer, ContactCommand command, Request request, Duration timeout) {
        return of(customer).ask(replyTo -> new ContactMessage.Decide(command, request, true, replyTo), timeout);
    }

    /** What would come of it; nothing is recorded. */
    public CompletionStage<ContactReply> judge(CustomerId customer, ContactCommand.Decide command, Duration timeout) {
        return of(customer).ask(replyTo -> new ContactMessage.Decide(command, Request.OWN, false, replyTo), timeout);
    }

    /** How a customer's contacts stand. */
    public CompletionStage<ContactState> read(CustomerId customer, Duration timeout) {
        return of(customer).ask(ContactMessage.Read::new, timeout);
    }

    /** Lets a customer leave memory, so that what is asked next finds what the journal holds then. */
    public void forget(CustomerId customer) {
        of(customer).tell(ContactMessage.Stop.INSTANCE);
    }

    private EntityRef<ContactMessage> of(CustomerId customer) {
        return sharding.entityRefFor(ContactActor.TYPE_KEY, customer.entity());
    }
}
