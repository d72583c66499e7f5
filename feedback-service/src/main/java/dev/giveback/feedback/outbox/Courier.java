package dev.giveback.feedback.outbox;

import dev.giveback.feedback.actor.Contacts;
import dev.giveback.feedback.directory.OutboxTable;
import dev.giveback.feedback.domain.Channel;
import dev.giveback.feedback.outreach.Outreaches;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Brings what was decided to be sent on its way. Every node has one; that no two send the same is for the lease that the customer's actor
 * gives to one of them.
 */
public final class Courier implements AutoCloseable {
    private final List<Lane> lanes;
    private final AtomicBoolean closing = new AtomicBoolean();

    private Courier(
            OutboxTable table,
            Contacts contacts,
            Outreaches outreaches,
            Packer packer,
            OutboxSettings settings,
            InstantSource clock,
            Duration drain) {
        Delivery delivery = new Delivery(table, contacts, outreaches, packer, settings, clock, closing::get);
        lanes = List.of(
                new Lane(Channel.EMAIL, table, delivery, settings, clock, drain),
                new Lane(Channel.WEBHOOK, table, delivery, settings, clock, drain));
    }

    /**
     * Starts it.
     *
     * @param drain how long close waits for tries that are under way
     */
    public static Courier start(
            OutboxTable table,
            Contacts contacts,
            Outreaches outreaches,
            Packer packer,
            OutboxSettings settings,
            InstantSource clock,
            Duration drain) {
        Courier courier = new Courier(table, contacts, outreaches, packer, settings, clock, drain);
        courier.lanes.forEach(Lane::start);
        return courier;
    }

    @Override
    public void close() {
        closing.set(true);
        lanes.parallelStream().forEach(Lane::close);
    }
}
