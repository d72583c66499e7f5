package dev.giveback.feedback;

import akka.actor.typed.ActorSystem;
import dev.giveback.feedback.deliveries.CatchUp;
import dev.giveback.feedback.deliveries.DeliveryMeters;
import dev.giveback.feedback.deliveries.DeliverySettings;
import dev.giveback.feedback.deliveries.DeliveryTable;
import dev.giveback.feedback.deliveries.Dispatcher;
import dev.giveback.feedback.deliveries.HookSender;
import dev.giveback.feedback.deliveries.LiveTail;
import dev.giveback.feedback.deliveries.LoyaltyEvents;
import dev.giveback.feedback.grpc.Calls;
import dev.giveback.feedback.grpc.WebhookEdits;
import dev.giveback.feedback.grpc.WebhookGrpcService;
import dev.giveback.feedback.grpc.WebhookReads;
import dev.giveback.feedback.hooks.Hooks;
import dev.giveback.feedback.journal.PersistenceIds;
import dev.giveback.feedback.journal.StoredChanges;
import dev.giveback.feedback.links.Draws;
import dev.giveback.feedback.links.ServiceKey;
import dev.giveback.feedback.webhook.Networks;
import dev.giveback.feedback.webhook.WebhookCalls;
import dev.giveback.journal.v1.WebhookChanged;
import dev.giveback.platform.feed.JournalFeed;
import dev.giveback.platform.lifecycle.Lifecycle;
import io.grpc.Channel;
import io.grpc.ServerServiceDefinition;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;

/** Webhooks of shops, wired by hand: what they are, how their events are read, and how they are called. */
final class FeedbackWebhooks {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private FeedbackWebhooks() {}

    /** What they work with. */
    record Parts(
            ActorSystem<?> system,
            JournalFeed journal,
            DataSource tables,
            Channel loyalty,
            ServiceKey key,
            Draws draws,
            Networks networks,
            Calls calls,
            MeterRegistry meters,
            InstantSource clock) {}

    /** Starts them; what is to be stopped is added to the lifecycle. */
    static ServerServiceDefinition start(Lifecycle lifecycle, FeedbackSettings settings, Parts parts) {
        DeliverySettings webhooks = DeliverySettings.from(settings.own().at("webhooks"));
        InstantSource clock = parts.clock();
        Hooks hooks = Hooks.start(parts.system(), clock, settings.timeout());
        hooks.follow(new StoredChanges<>(
                parts.system(), parts.journal(), PersistenceIds.WEBHOOKS_PREFIX, WebhookChanged.parser())::start);
        LoyaltyEvents events = new LoyaltyEvents(parts.loyalty(), settings.serviceTimeout());
        DeliveryMeters meters = new DeliveryMeters(parts.meters());
        HookSender sender = new HookSender(
                lifecycle.add("calls of webhooks", STOP_LIMIT, new WebhookCalls(webhooks.timeout(), parts.networks())),
                parts.key(),
                clock);
        Dispatcher dispatcher = lifecycle.add(
                "webhooks",
                webhooks.timeout().plus(STOP_LIMIT),
                Dispatcher.start(parts.tables(), hooks, sender, webhooks, parts.draws(), meters, clock));
        lifecycle.add(
                "webhooks that catch up",
                STOP_LIMIT,
                CatchUp.start(events, parts.tables(), hooks, webhooks.window(), dispatcher::wake, meters, clock));
        lifecycle.add(
                "feed of webhooks",
                STOP_LIMIT,
                LiveTail.start(events, parts.tables(), hooks, webhooks.window(), dispatcher::wake, clock));
        return new WebhookGrpcService(
                        parts.calls(),
                        new WebhookEdits(parts.calls(), hooks, events, parts.networks()),
                        new WebhookReads(
                                parts.calls(),
                                new DeliveryTable(parts.tables()),
                                dispatcher::wake,
                                parts.draws(),
                                clock),
                        sender,
                        clock)
                .bindService();
    }
}
