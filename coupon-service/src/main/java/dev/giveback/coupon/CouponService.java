package dev.giveback.coupon;

import akka.actor.typed.ActorSystem;
import com.zaxxer.hikari.HikariDataSource;
import dev.giveback.coupon.actor.Campaigns;
import dev.giveback.coupon.admin.CampaignJournalGrpcService;
import dev.giveback.coupon.admin.CampaignJournalVerbs;
import dev.giveback.coupon.admin.CampaignRebuilds;
import dev.giveback.coupon.admin.CustomerFacts;
import dev.giveback.coupon.archive.CampaignFiles;
import dev.giveback.coupon.archive.LoyaltyFeedEnd;
import dev.giveback.coupon.code.CodeKey;
import dev.giveback.coupon.contract.RefusalStatus;
import dev.giveback.coupon.customers.LoyaltyCoupons;
import dev.giveback.coupon.customers.LoyaltyCustomers;
import dev.giveback.coupon.customers.Programs;
import dev.giveback.coupon.directory.CodeRegistry;
import dev.giveback.coupon.directory.Directory;
import dev.giveback.coupon.directory.DirectoryProjection;
import dev.giveback.coupon.directory.DirectoryRecovery;
import dev.giveback.coupon.directory.DirectorySchema;
import dev.giveback.coupon.directory.DrawTable;
import dev.giveback.coupon.directory.PeopleTable;
import dev.giveback.coupon.directory.RecoveryRecord;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.feed.CampaignWaker;
import dev.giveback.coupon.feed.CouponFeedReader;
import dev.giveback.coupon.feed.OrderFeedReader;
import dev.giveback.coupon.grpc.CouponGrpcServices;
import dev.giveback.coupon.journal.PersistenceIds;
import dev.giveback.coupon.rules.SurpriseConditions;
import dev.giveback.coupon.verification.CampaignVerifier;
import dev.giveback.platform.acts.ActList;
import dev.giveback.platform.acts.ActOutcome;
import dev.giveback.platform.acts.AdminActs;
import dev.giveback.platform.acts.AdminAsk;
import dev.giveback.platform.acts.Pace;
import dev.giveback.platform.acts.Works;
import dev.giveback.platform.archive.ArchiveSchema;
import dev.giveback.platform.archive.JournalExport;
import dev.giveback.platform.archive.JournalImport;
import dev.giveback.platform.cluster.ClusterNode;
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
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The running coupon service: campaigns as actors on a journal, the directory that follows it, the feed that tells them what became of
 * their coupons, and the gRPC services in front. Everything is wired here, by hand, in the order in which it starts; it stops in the
 * reverse order.
 */
public final class CouponService implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final Lifecycle lifecycle = new Lifecycle();
    private final CouponSettings settings;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private volatile @Nullable ClusterNode node;

    private CouponService(CouponSettings settings, MeterRegistry meters, InstantSource clock) {
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Starts the service and returns when it is ready. Loyalty-service need not be there yet.
     *
     * @param endpoints where to serve
     * @param clock what the actors read
     * @param loyalty to loyalty-service; it is not closed here
     * @throws dev.giveback.platform.lifecycle.StartupException when it cannot start; what had started is stopped again
     */
    public static CouponService start(
            CouponSettings settings,
            List<? extends Endpoint> endpoints,
            MeterRegistry meters,
            InstantSource clock,
            Channel loyalty) {
        CouponService service = new CouponService(settings, meters, clock);
        try {
            service.run(endpoints, loyalty);
            return service;
        } catch (RuntimeException failed) {
            service.close();
            throw failed;
        }
    }

    private void run(List<? extends Endpoint> endpoints, Channel loyalty) {
        HikariDataSource reads = lifecycle.add(
                "read connections",
                STOP_LIMIT,
                settings.database().openPool("coupon-reads", settings.readConnections()));
        HikariDataSource adminReads = lifecycle.add(
                "admin connections",
                STOP_LIMIT,
                settings.database().openPool("coupon-admin", settings.works().connections()));
        JournalSchema.migrate(reads, settings.database().schema());
        DirectorySchema.migrate(reads, settings.database().schema());
        ArchiveSchema.migrate(reads, settings.database().schema());

        ClusterNode member = ClusterNode.start("giveback-coupon", settings.actorSystem(), lifecycle);
        node = member;
        ActorSystem<Void> system = member.system();
        ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
        lifecycle.onStop("blocking threads", STOP_LIMIT, blocking::close);

        LoyaltyCoupons coupons = new LoyaltyCoupons(loyalty, settings.loyaltyTimeout());
        Programs programs = new Programs(loyalty, clock, settings.loyaltyTimeout());
        SurpriseConditions conditions = new SurpriseConditions(meters.counter("giveback.rules.failed")::increment);
        Campaigns campaigns = Campaigns.start(system, clock, coupons, conditions, settings.returnPause());
        CodeRegistry registry = new CodeRegistry(reads, blocking, clock);
        Directory directory = new Directory(reads, blocking);
        AdminActs acts = AdminActs.start(system, clock, settings.timeout());
        DirectoryRecovery recovery =
                lifecycle.add("directory recovery", STOP_LIMIT, recovery(adminReads, acts, campaigns));
        DirectoryProjection.start(system, JournalFeed.over(reads), reads, recovery::doubt);
        lifecycle.add("feed of coupons", STOP_LIMIT, CouponFeedReader.start(loyalty, reads, campaigns, programs));
        lifecycle.add(
                "feed of orders",
                STOP_LIMIT,
                OrderFeedReader.start(loyalty, reads, campaigns, programs, directory, clock));
        lifecycle.add("campaign waker", STOP_LIMIT, CampaignWaker.start(directory, campaigns, settings.wakeInterval()));

        List<ServerServiceDefinition> services = new ArrayList<>(CouponGrpcServices.of(new CouponGrpcServices.Parts(
                campaigns,
                programs,
                coupons,
                new LoyaltyCustomers(loyalty, settings.loyaltyTimeout()),
                registry,
                directory,
                new DrawTable(reads, blocking),
                new PeopleTable(reads, blocking),
                conditions,
                blocking,
                this::secret,
                Principals::current,
                clock,
                settings.timeout())));
        Works works = new Works(acts, settings.works(), campaigns::asked, RefusalStatus.DOMAIN);
        Gauge.builder("giveback.coupon.admin.works", works, Works::open).register(meters);
        services.add(journalService(adminReads, works, campaigns, loyalty, blocking));
        services.add(EchoHandler.service());
        services.add(NodeGrpcService.of(system, works, followed(system, reads, blocking), blocking));
        lifecycle.add(
                "coupon gRPC",
                settings.grpc().drainTotal(),
                GrpcServer.start(
                        settings.grpc(), endpoints, services, List.of(CouponGrpcServices.validation()), meters));
        // Streams end by themselves, or the drain would wait for them in vain.
        lifecycle.add("works of admins", STOP_LIMIT, works);
    }

    private static List<Followed> followed(ActorSystem<?> system, HikariDataSource tables, ExecutorService blocking) {
        return List.of(
                new JournalProjection(
                        system,
                        DirectoryProjection.NAME,
                        "Keeps the list of campaigns, their codes, days, draws and people.",
                        PersistenceIds.CAMPAIGN_PREFIX,
                        tables),
                ForeignFeed.ofReader("campaigns", "Tells campaigns what became of their coupons.", tables, blocking),
                ForeignFeed.ofReader(
                        "orders", "Draws surprises for orders and counts who came back.", tables, blocking));
    }

    private ServerServiceDefinition journalService(
            HikariDataSource source, Works works, Campaigns campaigns, Channel loyalty, ExecutorService blocking) {
        CampaignJournalVerbs verbs = new CampaignJournalVerbs(
                new ActList(source),
                works,
                new CampaignVerifier(source),
                new JournalExport<>(source, works, CampaignFiles.exports(), settings.archive(), clock),
                new JournalImport<>(
                        source,
                        works,
                        CampaignFiles.imports(new LoyaltyFeedEnd(loyalty), ids -> readAgain(campaigns, ids)),
                        settings.archive()),
                new CampaignRebuilds(works, source),
                new CustomerFacts(works, source));
        return new CampaignJournalGrpcService(verbs, Principals::current, blocking).bindService();
    }

    private DirectoryRecovery recovery(HikariDataSource source, AdminActs acts, Campaigns campaigns) {
        Pace pace = new Pace(settings.works().sharePercent(), campaigns::asked);
        return DirectoryRecovery.start(
                source,
                (why, work) -> {
                    // The time since the last one was no work.
                    pace.waited();
                    record(acts, why, work);
                },
                pace::rest);
    }

    /** What the service does by itself is an act too; its operator is the service. */
    private static void record(AdminActs acts, String why, RecoveryRecord.Work work) throws Exception {
        AdminAsk ask = new AdminAsk("RecoverCampaignDirectory", "", "", "giveback", why, Map.of());
        long actId = acts.begin(ask).toCompletableFuture().get();
        try {
            acts.end(actId, ActOutcome.OK, work.run()).toCompletableFuture().get();
        } catch (Exception failed) {
            acts.end(actId, ActOutcome.FAILED, Map.of()).toCompletableFuture().get();
            throw failed;
        }
    }

    /** Returns when all of them answer with what their journals hold now. */
    private static void readAgain(Campaigns campaigns, List<CampaignId> ids) {
        CompletableFuture.allOf(ids.stream()
                        .map(id -> campaigns.readAgain(id).toCompletableFuture())
                        .toArray(CompletableFuture<?>[]::new))
                .join();
    }

    private byte[] secret() {
        byte[] bytes = new byte[CodeKey.BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    /** This process as a node of the cluster. */
    public ClusterNode node() {
        return Objects.requireNonNull(node, "a service that has started");
    }

    /** Drains and stops: first the gRPC services, then the feed, the actors, and the connections at last. */
    @Override
    public void close() {
        lifecycle.close();
    }
}
