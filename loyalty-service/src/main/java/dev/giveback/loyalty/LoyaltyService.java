package dev.giveback.loyalty;

import akka.actor.typed.ActorSystem;
import com.zaxxer.hikari.HikariDataSource;
import dev.giveback.loyalty.actor.CustomerReply;
import dev.giveback.loyalty.actor.Customers;
import dev.giveback.loyalty.actor.MergeSaga;
import dev.giveback.loyalty.actor.StoredIn;
import dev.giveback.loyalty.actor.TransferSaga;
import dev.giveback.loyalty.admin.JournalGrpcService;
import dev.giveback.loyalty.admin.JournalVerbs;
import dev.giveback.loyalty.archive.ImportTargets;
import dev.giveback.loyalty.archive.LoyaltyFiles;
import dev.giveback.loyalty.backtest.Backtests;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.directory.Directory;
import dev.giveback.loyalty.directory.DirectoryProjection;
import dev.giveback.loyalty.directory.DirectoryRecovery;
import dev.giveback.loyalty.directory.DirectorySchema;
import dev.giveback.loyalty.directory.ExpirySweeper;
import dev.giveback.loyalty.directory.PointExpiry;
import dev.giveback.loyalty.directory.RecoveryRecord;
import dev.giveback.loyalty.directory.SagaDriver;
import dev.giveback.loyalty.directory.SagaKind;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.feed.EventTails;
import dev.giveback.loyalty.feed.FeedGrpcServices;
import dev.giveback.loyalty.feed.Tails;
import dev.giveback.loyalty.grpc.LoyaltyGrpcServices;
import dev.giveback.loyalty.grpc.PersonalDataExport;
import dev.giveback.loyalty.history.History;
import dev.giveback.loyalty.insight.FiguresRebuild;
import dev.giveback.loyalty.insight.InsightGrpcService;
import dev.giveback.loyalty.insight.InsightProjection;
import dev.giveback.loyalty.insight.InsightSchema;
import dev.giveback.loyalty.insight.Insights;
import dev.giveback.loyalty.journal.CustomerJournals;
import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.loyalty.journal.Statements;
import dev.giveback.loyalty.late.CorrectCalls;
import dev.giveback.loyalty.late.LateFacts;
import dev.giveback.loyalty.late.Rederivations;
import dev.giveback.loyalty.late.RederiveCalls;
import dev.giveback.loyalty.liability.LiabilityReports;
import dev.giveback.loyalty.privacy.ErasureDriver;
import dev.giveback.loyalty.privacy.Erasures;
import dev.giveback.loyalty.privacy.MasterKeys;
import dev.giveback.loyalty.privacy.PrivacySchema;
import dev.giveback.loyalty.privacy.PrivacyVerbs;
import dev.giveback.loyalty.privacy.Seals;
import dev.giveback.loyalty.program.ProgramEntities;
import dev.giveback.loyalty.program.ProgramGrpcService;
import dev.giveback.loyalty.program.ProgramMapper;
import dev.giveback.loyalty.program.ProgramRegistry;
import dev.giveback.loyalty.program.ProgramVersion;
import dev.giveback.loyalty.rebuild.Rebuilds;
import dev.giveback.loyalty.rebuild.SnapshotDrops;
import dev.giveback.loyalty.rules.ConditionCache;
import dev.giveback.loyalty.rules.ConditionCompiler;
import dev.giveback.loyalty.seal.DailySeal;
import dev.giveback.loyalty.seal.JournalSeals;
import dev.giveback.loyalty.seal.SealSchema;
import dev.giveback.loyalty.shards.JournalShards;
import dev.giveback.loyalty.v1.LateFactsPolicy;
import dev.giveback.loyalty.verification.CustomerSources;
import dev.giveback.loyalty.verification.DriftCheck;
import dev.giveback.loyalty.verification.Verifier;
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
import dev.giveback.platform.feed.FeedProjections;
import dev.giveback.platform.feed.JournalFeed;
import dev.giveback.platform.grpc.EchoHandler;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.grpc.GrpcServer;
import dev.giveback.platform.grpc.Principals;
import dev.giveback.platform.journal.JournalConfig;
import dev.giveback.platform.journal.JournalDatabase;
import dev.giveback.platform.journal.JournalSchema;
import dev.giveback.platform.lifecycle.Lifecycle;
import dev.giveback.platform.lifecycle.StartupException;
import dev.giveback.platform.node.Followed;
import dev.giveback.platform.node.JournalProjection;
import dev.giveback.platform.node.NodeGrpcService;
import io.grpc.ServerServiceDefinition;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The running loyalty service: customers and programs as actors on a journal, the directory that follows it, and the gRPC services in
 * front. Everything is wired here, by hand, in the order in which it starts; it stops in the reverse order.
 */
public final class LoyaltyService implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final Lifecycle lifecycle = new Lifecycle();
    private final LoyaltySettings settings;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private volatile @Nullable ClusterNode node;

    private LoyaltyService(LoyaltySettings settings, MeterRegistry meters, InstantSource clock) {
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Starts the service and returns when it is ready: the schema is up to date and every stored program is known.
     *
     * @param endpoints where to serve
     * @param clock what the actors read
     * @throws StartupException when it cannot start; what had started is stopped again
     */
    public static LoyaltyService start(
            LoyaltySettings settings, List<? extends Endpoint> endpoints, MeterRegistry meters, InstantSource clock) {
        LoyaltyService service = new LoyaltyService(settings, meters, clock);
        try {
            service.run(endpoints);
            return service;
        } catch (RuntimeException failed) {
            service.close();
            throw failed;
        }
    }

    private void run(List<? extends Endpoint> endpoints) {
        HikariDataSource reads = lifecycle.add(
                "read connections",
                STOP_LIMIT,
                settings.database().openPool("loyalty-reads", settings.readConnections()));
        HikariDataSource adminReads = lifecycle.add(
                "admin connections",
                STOP_LIMIT,
                settings.database().openPool("loyalty-admin", settings.works().connections()));
        JournalSchema.migrate(reads, settings.database().schema());
        DirectorySchema.migrate(reads, settings.database().schema());
        InsightSchema.migrate(reads, settings.database().schema());
        ArchiveSchema.migrate(reads, settings.database().schema());
        SealSchema.migrate(reads, settings.database().schema());
        PrivacySchema.migrate(reads, settings.database().schema());
        List<DataSource> shardReads = shardPools("reads", settings.readConnections());
        List<DataSource> shardAdminReads = shardPools("admin", settings.works().connections());
        JournalShards shards = JournalShards.open(reads, settings.database().schema(), shardReads);
        CustomerJournals adminJournals = shards.by(adminReads, shardAdminReads);
        MasterKeys masterKeys = settings.privacy().masterKeys(reads);

        ClusterNode member = ClusterNode.start("giveback-loyalty", settings.actorSystem(), lifecycle);
        node = member;
        ActorSystem<Void> system = member.system();
        ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
        lifecycle.onStop("blocking threads", STOP_LIMIT, blocking::close);

        Seals seals = Seals.over(reads, masterKeys, clock, blocking);
        JournalFeed feed = JournalFeed.shared(reads);
        Counter failed = meters.counter("giveback.rules.failed");
        ConditionCompiler compiler = new ConditionCompiler(failed::increment);
        ConditionCache conditions = new ConditionCache(compiler);
        ProgramMapper mapper = new ProgramMapper(compiler);
        ProgramEntities entities = ProgramEntities.sharded(system, clock, settings.timeout());
        ProgramRegistry programs = new ProgramRegistry(mapper, entities, blocking);
        await("programs", programs.follow(new JournalProgramFeed(system, feed)));

        Customers customers = Customers.start(
                system,
                clock,
                id -> storedIn(shards.numberOf(id)),
                id -> rulesOf(programs.find(id)),
                conditions,
                settings.maxCallsUnderWay(),
                ordering(shards, reads, shardReads, blocking));
        Gauge.builder("giveback.customers.calls.under.way", customers, Customers::underWay)
                .register(meters);
        AdminActs acts = AdminActs.start(system, clock, settings.timeout());
        DirectoryRecovery recovery =
                lifecycle.add("directory recovery", STOP_LIMIT, recovery(adminReads, acts, customers));
        Gauge.builder("giveback.directory.rebuilding", recovery, each -> each.isRebuilding() ? 1 : 0)
                .register(meters);
        startMerging(shards);
        DirectoryProjection.start(system, feed, reads, recovery::doubt);
        InsightProjection.start(system, feed, reads);
        lifecycle.add(
                "expiry sweeper",
                STOP_LIMIT,
                ExpirySweeper.start(
                        reads,
                        (program, customer) -> whenKnown(programs, program, () -> expire(customers, program, customer)),
                        settings.sweep(),
                        clock));
        TransferSaga transfers = new TransferSaga(customers);
        MergeSaga merges = new MergeSaga(customers);
        lifecycle.add(
                "saga driver",
                STOP_LIMIT,
                SagaDriver.start(
                        reads,
                        (program, customer, kind, id) -> whenKnown(
                                programs,
                                program,
                                () -> resume(transfers, merges, new CustomerId(program, customer), kind, id)),
                        settings.sagas(),
                        clock));

        List<ServerServiceDefinition> services = new ArrayList<>(LoyaltyGrpcServices.of(
                customers,
                programs,
                new Directory(reads),
                new Statements(shards.by(reads, shardReads), blocking),
                conditions,
                seals,
                blocking,
                Principals::current,
                settings.timeout()));
        services.add(new ProgramGrpcService(mapper, entities, programs, blocking, Principals::current).bindService());
        Tails tails = new Tails(feed.withPageRows(settings.tails().pageRows()), settings.tails());
        Gauge.builder("giveback.feed.tails", tails, Tails::open).register(meters);
        services.addAll(FeedGrpcServices.of(tails, programs, clock, settings.timeout()));
        Works works = new Works(acts, settings.works(), customers::asked, RefusalStatus.DOMAIN, shards::awaitAllMerged);
        Gauge.builder("giveback.admin.works", works, Works::open).register(meters);
        Backtests backtests = new Backtests(works, adminReads, mapper, conditions, Principals::current);
        History history = new History(
                adminReads, adminJournals, programs, mapper, acts, works, clock, blocking, seals, Principals::current);
        JournalSeals journalSeals = new JournalSeals(adminReads, works, settings.seals(), clock);
        Erasures erasures = new Erasures(adminReads, customers, seals, clock, blocking, settings.timeout());
        lifecycle.add(
                "erasure driver",
                STOP_LIMIT,
                ErasureDriver.start(erasures, settings.privacy().erasureInterval(), clock));
        Rederivations rederivations =
                new Rederivations(adminReads, adminJournals, mapper, customers, clock, blocking, settings.timeout());
        LateFacts.start(system, feed, adminReads, rederivations, program -> isRederiving(programs.find(program)));
        CustomerSources sources = new CustomerSources(adminReads, shardAdminReads);
        JournalVerbs verbs = new JournalVerbs(
                new ActList(adminReads),
                acts,
                works,
                history,
                backtests,
                new LiabilityReports(adminReads, clock, works),
                new JournalExport<>(adminReads, works, LoyaltyFiles.exports(), settings.archive(), clock),
                new JournalImport<>(
                        adminReads,
                        works,
                        LoyaltyFiles.imports(importTargets(shards, customers, entities)),
                        settings.archive()),
                new Rebuilds(works, adminReads),
                new SnapshotDrops(works, shards.any() ? shardAdminReads : List.of(adminReads)),
                journalSeals,
                new EventTails(tails),
                new Verifier(sources, blocking),
                new DriftCheck(sources, adminJournals, id -> inMemory(customers, id), blocking),
                new PrivacyVerbs(erasures, masterKeys, adminReads, acts, works, Principals::current),
                new PersonalDataExport(customers, seals, adminReads, works, Principals::current, settings.timeout()),
                new RederiveCalls(rederivations, acts),
                new CorrectCalls(rederivations, acts));
        services.add(new JournalGrpcService(verbs, Principals::current, blocking).bindService());
        services.add(new InsightGrpcService(
                        new Insights(reads, blocking),
                        new Directory(reads),
                        programs,
                        new FiguresRebuild(
                                adminReads, blocking, () -> FeedProjections.restart(system, InsightProjection.NAME)),
                        acts,
                        clock,
                        Principals::current)
                .bindService());
        services.add(EchoHandler.service());
        services.add(NodeGrpcService.of(system, works, followed(system, reads, shards.followed(blocking)), blocking));
        lifecycle.add(
                "loyalty gRPC",
                settings.grpc().drainTotal(),
                GrpcServer.start(
                        settings.grpc(), endpoints, services, List.of(LoyaltyGrpcServices.validation()), meters));
        // Streams end by themselves, or the drain would wait for them in vain.
        lifecycle.add("tails of the feed", STOP_LIMIT, tails);
        lifecycle.add("works of admins", STOP_LIMIT, works);
        lifecycle.add("daily seal", STOP_LIMIT, DailySeal.start(journalSeals, works, settings.seals()));
    }

    private List<DataSource> shardPools(String use, int connections) {
        List<DataSource> pools = new ArrayList<>();
        for (JournalDatabase database : settings.shards()) {
            String name = "loyalty-shard-" + (pools.size() + 1) + "-" + use;
            pools.add(lifecycle.add(name + " connections", STOP_LIMIT, database.openPool(name, connections)));
        }
        return pools;
    }

    /** What one database keeps in order by itself, several do when the second customer waits until the first one's events are merged. */
    private static Customers.Ordering ordering(
            JournalShards shards, DataSource reads, List<? extends DataSource> shardReads, Executor blocking) {
        if (!shards.any()) {
            return Customers.Ordering.KEPT;
        }
        CustomerJournals journals = shards.by(reads, shardReads);
        return (first, second) -> shards.numberOf(first) == shards.numberOf(second)
                ? CompletableFuture.completedStage(null)
                : CompletableFuture.runAsync(
                        () -> {
                            try {
                                journals.awaitMerged(first);
                            } catch (SQLException notMerged) {
                                throw new CompletionException(notMerged);
                            }
                        },
                        blocking);
    }

    private static StoredIn storedIn(int shard) {
        return shard == 0
                ? StoredIn.DEFAULT
                : new StoredIn(JournalConfig.furtherJournal(shard), JournalConfig.furtherSnapshots(shard));
    }

    private void startMerging(JournalShards shards) {
        if (shards.any()) {
            shards.startMerging(lifecycle.add(
                    "merging connections",
                    STOP_LIMIT,
                    settings.database()
                            .openPool("loyalty-merging", 2 * settings.shards().size())));
            lifecycle.onStop("merging of journal shards", STOP_LIMIT, shards::close);
        }
    }

    private static List<Followed> followed(ActorSystem<?> system, HikariDataSource tables, List<Followed> merging) {
        List<Followed> followed = new ArrayList<>(merging);
        followed.addAll(projections(system, tables));
        return followed;
    }

    private static List<JournalProjection> projections(ActorSystem<?> system, HikariDataSource tables) {
        String customers = PersistenceIds.CUSTOMER_PREFIX;
        return List.of(
                new JournalProjection(
                        system,
                        DirectoryProjection.NAME,
                        "Keeps the list of customers, what they have, and whose points expire next.",
                        customers,
                        tables),
                new JournalProjection(
                        system,
                        InsightProjection.NAME,
                        "Counts figures by day and month, and what expires when.",
                        customers,
                        tables),
                new JournalProjection(
                        system,
                        LateFacts.NAME,
                        "Derives orders again when something about an earlier time becomes known late.",
                        customers,
                        tables));
    }

    /**
     * Does something with a customer unless its program is not known: then it is being imported, and who woke the customer now would find half
     * of its events.
     */
    private static <A> CompletionStage<A> whenKnown(
            ProgramRegistry programs, String program, Supplier<CompletionStage<A>> step) {
        return programs.find(program) == null
                ? CompletableFuture.failedFuture(
                        new IllegalStateException("program: " + program + " is not known, or is being imported"))
                : step.get();
    }

    private static ImportTargets importTargets(JournalShards shards, Customers customers, ProgramEntities programs) {
        return new ImportTargets() {
            @Override
            public boolean haveJournalsOfTheirOwn() {
                return shards.any();
            }

            @Override
            public void programCame(String programId) {
                programs.forget(programId);
            }

            @Override
            public void customerCame(CustomerId customer) {
                var unused = customers.readAgain(customer).toCompletableFuture().join();
            }
        };
    }

    private static boolean isRederiving(@Nullable ProgramVersion version) {
        return version != null && version.published().getLateFacts() == LateFactsPolicy.LATE_FACTS_POLICY_REDERIVE;
    }

    /** This process as a node of the cluster. */
    public ClusterNode node() {
        return Objects.requireNonNull(node, "a service that has started");
    }

    private DirectoryRecovery recovery(DataSource source, AdminActs acts, Customers customers) {
        Pace pace = new Pace(settings.works().sharePercent(), customers::asked);
        try {
            return DirectoryRecovery.start(
                    source,
                    (why, work) -> {
                        // The time since the last one was no work.
                        pace.waited();
                        record(acts, why, work);
                    },
                    settings.recovery(),
                    pace::rest);
        } catch (SQLException e) {
            throw new StartupException("the customer directory could not be looked at", e);
        }
    }

    /** What the service does by itself is an act too; its operator is the service. */
    private static void record(AdminActs acts, String why, RecoveryRecord.Work work) throws Exception {
        AdminAsk ask = new AdminAsk("RecoverDirectory", "", "", "giveback", why, Map.of());
        long actId = acts.begin(ask).toCompletableFuture().get();
        try {
            acts.end(actId, ActOutcome.OK, work.run()).toCompletableFuture().get();
        } catch (Exception failed) {
            acts.end(actId, ActOutcome.FAILED, Map.of()).toCompletableFuture().get();
            throw failed;
        }
    }

    private CompletionStage<PointExpiry.Outcome> expire(Customers customers, String program, String customer) {
        CustomerId id = new CustomerId(program, customer);
        return customers
                .decide(id, new Command.ExpirePoints(), false, settings.timeout())
                .thenCompose(recorded -> customers.read(id, settings.timeout()))
                .thenApply(LoyaltyService::outcome);
    }

    private CompletionStage<Optional<Customer>> inMemory(Customers customers, CustomerId id) {
        return customers
                .inspect(id, settings.timeout())
                .thenApply(reply -> reply instanceof CustomerReply.Standing standing
                        ? Optional.of(standing.customer())
                        : Optional.empty());
    }

    private CompletionStage<?> resume(
            TransferSaga transfers, MergeSaga merges, CustomerId customer, SagaKind kind, String id) {
        return switch (kind) {
            case TRANSFER -> transfers.resume(customer, id, settings.timeout());
            case MERGE -> merges.resume(customer, Long.parseLong(id), settings.timeout());
        };
    }

    private static PointExpiry.Outcome outcome(CustomerReply reply) {
        if (reply instanceof CustomerReply.Standing standing) {
            return new PointExpiry.Outcome(
                    standing.customer().revision(),
                    Optional.ofNullable(standing.customer().nextExpiry(standing.now())));
        }
        throw new IllegalStateException("answer of a customer: " + reply + " (expected: its standing)");
    }

    private static @Nullable Program rulesOf(@Nullable ProgramVersion version) {
        return version == null ? null : version.rules();
    }

    private static void await(String what, CompletionStage<?> stage) {
        try {
            stage.toCompletableFuture().get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new StartupException(what + " could not be read from the journal", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupException("interrupted while " + what + " were read", e);
        }
    }

    /** Drains and stops: first the feeds and the gRPC services, then the sweeper, the actors, and the connections at last. */
    @Override
    public void close() {
        lifecycle.close();
    }
}
