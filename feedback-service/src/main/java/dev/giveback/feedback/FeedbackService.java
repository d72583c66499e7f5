package dev.giveback.feedback;

import akka.actor.typed.ActorSystem;
import com.zaxxer.hikari.HikariDataSource;
import dev.giveback.feedback.actor.Contacts;
import dev.giveback.feedback.customers.Loyalty;
import dev.giveback.feedback.customers.ProgramFacts;
import dev.giveback.feedback.deliveries.DeliverySchema;
import dev.giveback.feedback.directory.AnswerTable;
import dev.giveback.feedback.directory.ContactTable;
import dev.giveback.feedback.directory.DirectoryProjection;
import dev.giveback.feedback.directory.DirectorySchema;
import dev.giveback.feedback.directory.FollowUpTable;
import dev.giveback.feedback.directory.OutboxTable;
import dev.giveback.feedback.directory.ReferralTable;
import dev.giveback.feedback.feed.JournalTail;
import dev.giveback.feedback.feed.Tellings;
import dev.giveback.feedback.grpc.AnswerGrpcService;
import dev.giveback.feedback.grpc.Calls;
import dev.giveback.feedback.grpc.DirectoryContactPages;
import dev.giveback.feedback.grpc.DryRuns;
import dev.giveback.feedback.grpc.FeedbackGrpcService;
import dev.giveback.feedback.grpc.FeedbackGrpcServices;
import dev.giveback.feedback.grpc.LoyaltyInvitationFacts;
import dev.giveback.feedback.grpc.OpenedInvitations;
import dev.giveback.feedback.grpc.Previews;
import dev.giveback.feedback.grpc.ReferralGrpcService;
import dev.giveback.feedback.grpc.Referrals;
import dev.giveback.feedback.grpc.Submissions;
import dev.giveback.feedback.grpc.Unsubscriptions;
import dev.giveback.feedback.journal.PersistenceIds;
import dev.giveback.feedback.journal.StoredChanges;
import dev.giveback.feedback.links.Draws;
import dev.giveback.feedback.links.Links;
import dev.giveback.feedback.links.ServiceKey;
import dev.giveback.feedback.mail.MailTransport;
import dev.giveback.feedback.mail.MailTransports;
import dev.giveback.feedback.occasions.OccasionSchema;
import dev.giveback.feedback.occasions.PlanTable;
import dev.giveback.feedback.occasions.PurchaseTable;
import dev.giveback.feedback.outbox.Courier;
import dev.giveback.feedback.outbox.OutboxSettings;
import dev.giveback.feedback.outbox.Packer;
import dev.giveback.feedback.outreach.Outreaches;
import dev.giveback.feedback.planner.Chances;
import dev.giveback.feedback.planner.Conditions;
import dev.giveback.feedback.planner.Judgement;
import dev.giveback.feedback.planner.Planner;
import dev.giveback.feedback.reports.ReturnReports;
import dev.giveback.feedback.reports.SurveyReports;
import dev.giveback.feedback.rewards.RewardDriver;
import dev.giveback.feedback.texts.TextSchema;
import dev.giveback.feedback.texts.TextSweep;
import dev.giveback.feedback.texts.Texts;
import dev.giveback.feedback.webhook.Networks;
import dev.giveback.feedback.webhook.Webhook;
import dev.giveback.feedback.webhook.WebhookCalls;
import dev.giveback.journal.v1.OutreachEvent;
import dev.giveback.platform.cluster.ClusterNode;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.contract.Fingerprint;
import dev.giveback.platform.feed.JournalFeed;
import dev.giveback.platform.grpc.EchoHandler;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.grpc.GrpcServer;
import dev.giveback.platform.grpc.Principals;
import dev.giveback.platform.journal.JournalSchema;
import dev.giveback.platform.lifecycle.Lifecycle;
import dev.giveback.platform.node.Followed;
import dev.giveback.platform.node.ForeignFeed;
import dev.giveback.platform.node.JournalProjection;
import dev.giveback.platform.node.NodeGrpcService;
import io.grpc.Channel;
import io.grpc.ServerServiceDefinition;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The running feedback service. Everything is wired here, by hand, in the order in which it starts; it stops in the reverse order.
 */
public final class FeedbackService implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final Lifecycle lifecycle = new Lifecycle();
    private final FeedbackSettings settings;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private volatile @Nullable ClusterNode node;

    private FeedbackService(FeedbackSettings settings, MeterRegistry meters, InstantSource clock) {
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Starts the service and returns when it is ready. The other services need not be there yet.
     *
     * @param endpoints where to serve
     * @param clock what the actors read
     * @param loyalty to loyalty-service; it is not closed here
     * @param coupon to coupon-service; it is not closed here
     * @throws dev.giveback.platform.lifecycle.StartupException when it cannot start; what had started is stopped again
     */
    public static FeedbackService start(
            FeedbackSettings settings,
            List<? extends Endpoint> endpoints,
            MeterRegistry meters,
            InstantSource clock,
            Channel loyalty,
            Channel coupon) {
        FeedbackService service = new FeedbackService(settings, meters, clock);
        try {
            service.run(endpoints, loyalty, coupon);
            return service;
        } catch (RuntimeException failed) {
            service.close();
            throw failed;
        }
    }

    private void run(List<? extends Endpoint> endpoints, Channel loyaltyChannel, Channel coupon) {
        Settings own = settings.own();
        ServiceKey key = ServiceKey.load(own.at("links"));
        Links links = Links.of(own.at("links"), key);
        OutboxSettings outbox = OutboxSettings.from(own);
        Optional<MailTransport> mail = MailTransports.of(own.at("mail"), outbox.longestTry());
        DataSource reads = openTables();

        ClusterNode member = ClusterNode.start("giveback-feedback", settings.actorSystem(), lifecycle);
        node = member;
        ActorSystem<Void> system = member.system();
        ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
        lifecycle.onStop("blocking threads", STOP_LIMIT, blocking::close);
        JournalFeed journal = JournalFeed.shared(reads);
        Outreaches outreaches = Outreaches.start(system, clock, settings.timeout());
        outreaches.follow(
                new StoredChanges<>(system, journal, PersistenceIds.OUTREACH_PREFIX, OutreachEvent.parser())::start);
        Contacts contacts = Contacts.start(system, clock);
        Loyalty loyalty = new Loyalty(loyaltyChannel, settings.serviceTimeout(), clock);
        Conditions conditions = new Conditions(meters.counter("giveback.feedback.conditions.failed")::increment);
        Draws draws = new Draws(key);
        Judgement judgement = new Judgement(loyalty, conditions, Chances.of(draws), mail.isPresent());
        Texts texts = new Texts(reads);

        DirectoryProjection.start(system, journal, reads);
        lifecycle.add(
                "feed of loyalty",
                STOP_LIMIT,
                JournalTail.start(
                        loyaltyChannel,
                        reads,
                        loyalty,
                        outreaches,
                        new Tellings(contacts, customer -> texts.erase(customer, clock.millis())),
                        clock));
        lifecycle.add(
                "planner",
                STOP_LIMIT,
                Planner.start(
                        reads, outreaches, contacts, judgement, clock, settings.planInterval(), settings.timeout()));
        lifecycle.add(
                "rewards",
                STOP_LIMIT,
                RewardDriver.start(
                        reads,
                        contacts,
                        loyaltyChannel,
                        coupon,
                        clock,
                        new RewardDriver.Times(
                                settings.planInterval(), settings.timeout(), settings.serviceTimeout())));
        lifecycle.add(
                "sweep of texts",
                STOP_LIMIT,
                TextSweep.start(
                        texts,
                        customer -> contacts.read(customer, settings.timeout())
                                .toCompletableFuture()
                                .join()
                                .textHashes(),
                        clock));
        Networks networks = Networks.from(own.at("webhooks"));
        WebhookCalls outboxCalls =
                lifecycle.add("calls of contacts", STOP_LIMIT, new WebhookCalls(outbox.webhookTimeout(), networks));
        lifecycle.add(
                "outbox",
                outbox.longestTry().plus(STOP_LIMIT),
                Courier.start(
                        new OutboxTable(reads),
                        contacts,
                        outreaches,
                        new Packer(loyalty, links, key, mail, new Webhook(outboxCalls), clock),
                        outbox,
                        clock,
                        outbox.longestTry()));

        Calls calls = new Calls(
                program -> loyalty.program(program).isPresent(), blocking, Principals::current, settings.timeout());
        List<ServerServiceDefinition> services = new ArrayList<>(FeedbackGrpcServices.of(new FeedbackGrpcServices.Parts(
                calls,
                contacts,
                outreaches,
                conditions,
                (program, version) ->
                        "whsec_" + Base64.getEncoder().encodeToString(key.webhookSecret(program, version)),
                new Previews(outreaches, loyalty, own.at("links").text("base-url"), clock),
                new DryRuns(new PlanTable(reads), outreaches, contacts, judgement, clock, settings.timeout()),
                new LoyaltyInvitationFacts(loyalty, reads, clock),
                new DirectoryContactPages(new ContactTable(reads)),
                links,
                draws,
                clock)));
        OpenedInvitations invitations = new OpenedInvitations(contacts, outreaches, loyalty, links, clock);
        services.add(new AnswerGrpcService(
                        calls,
                        invitations,
                        new Submissions(contacts, outreaches, invitations, texts, draws, clock),
                        new Unsubscriptions(contacts, invitations, links))
                .bindService());
        services.add(new ReferralGrpcService(
                        calls,
                        outreaches,
                        new Referrals(
                                calls,
                                outreaches,
                                contacts,
                                new Referrals.Parts(
                                        loyalty, new ReferralTable(reads), new PurchaseTable(reads), draws)))
                .bindService());
        services.add(new FeedbackGrpcService(new FeedbackGrpcService.Parts(
                        calls,
                        contacts,
                        outreaches,
                        new SurveyReports(reads),
                        new ReturnReports(reads),
                        new AnswerTable(reads),
                        new FollowUpTable(reads),
                        texts,
                        program ->
                                loyalty.program(program).map(ProgramFacts::zone).orElse(ZoneOffset.UTC),
                        request -> Fingerprint.keyed(request, key.fingerprintKey()),
                        clock))
                .bindService());
        services.add(FeedbackWebhooks.start(
                lifecycle,
                settings,
                new FeedbackWebhooks.Parts(
                        system, journal, reads, loyaltyChannel, key, draws, networks, calls, meters, clock)));
        services.add(EchoHandler.service());
        services.add(NodeGrpcService.of(system, null, followed(system, reads, blocking), blocking));
        lifecycle.add(
                "feedback gRPC",
                settings.grpc().drainTotal(),
                GrpcServer.start(
                        settings.grpc(), endpoints, services, List.of(FeedbackGrpcServices.validation()), meters));
    }

    private static List<Followed> followed(ActorSystem<?> system, DataSource tables, Executor blocking) {
        return List.of(
                new JournalProjection(
                        system,
                        DirectoryProjection.NAME,
                        "Keeps the lists of contacts, answers, follow-ups, messages and referrals.",
                        PersistenceIds.CONTACT_PREFIX,
                        tables),
                ForeignFeed.ofReader(
                        "occasions",
                        "Finds purchases and birthdays that customers may be asked about.",
                        tables,
                        blocking),
                ForeignFeed.ofReader(
                        "webhooks", "Writes down for live webhooks what they are to be told.", tables, blocking));
    }

    private DataSource openTables() {
        HikariDataSource reads = lifecycle.add(
                "read connections",
                STOP_LIMIT,
                settings.database().openPool("feedback-reads", settings.readConnections()));
        String schema = settings.database().schema();
        JournalSchema.migrate(reads, schema);
        DirectorySchema.migrate(reads, schema);
        TextSchema.migrate(reads, schema);
        OccasionSchema.migrate(reads, schema);
        DeliverySchema.migrate(reads, schema);
        return reads;
    }

    /** This process as a node of the cluster. */
    public ClusterNode node() {
        return Objects.requireNonNull(node, "a service that has started");
    }

    /** Drains and stops: first the gRPC services, then what works in the background, the actors, and the connections at last. */
    @Override
    public void close() {
        lifecycle.close();
    }
}
