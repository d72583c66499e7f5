package dev.giveback.access;

import akka.actor.typed.ActorSystem;
import com.zaxxer.hikari.HikariDataSource;
import dev.giveback.access.actor.Approvals;
import dev.giveback.access.actor.Audit;
import dev.giveback.access.actor.Keys;
import dev.giveback.access.changes.KeyChanges;
import dev.giveback.access.changes.KeyFeed;
import dev.giveback.access.contract.RefusalStatus;
import dev.giveback.access.directory.DirectoryProjection;
import dev.giveback.access.directory.DirectorySchema;
import dev.giveback.access.directory.Queries;
import dev.giveback.access.grpc.AccessGrpcServices;
import dev.giveback.access.secrets.Secrets;
import dev.giveback.access.verification.AccessVerifier;
import dev.giveback.platform.acts.AdminActs;
import dev.giveback.platform.acts.Works;
import dev.giveback.platform.cluster.ClusterNode;
import dev.giveback.platform.feed.JournalFeed;
import dev.giveback.platform.grpc.EchoHandler;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.grpc.GrpcServer;
import dev.giveback.platform.journal.JournalSchema;
import dev.giveback.platform.lifecycle.Lifecycle;
import dev.giveback.platform.node.JournalProjection;
import dev.giveback.platform.node.NodeGrpcService;
import io.grpc.ServerServiceDefinition;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The running access service: keys, acts and approvals as actors on a journal, the read model that follows it, and the gRPC services in
 * front. Everything is wired here, by hand, in the order in which it starts; it stops in the reverse order.
 */
public final class AccessService implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final Lifecycle lifecycle = new Lifecycle();
    private final AccessSettings settings;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final Secrets secrets = new Secrets();
    private Optional<Path> newOperatorKey = Optional.empty();
    private volatile @Nullable ClusterNode node;

    private AccessService(AccessSettings settings, MeterRegistry meters, InstantSource clock) {
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Starts the service and returns when it is ready, which it is not without a key.
     *
     * @param endpoints where to serve
     * @param clock what the actors read
     * @throws dev.giveback.platform.lifecycle.StartupException when it cannot start; what had started is stopped again
     */
    public static AccessService start(
            AccessSettings settings, List<? extends Endpoint> endpoints, MeterRegistry meters, InstantSource clock) {
        AccessService service = new AccessService(settings, meters, clock);
        try {
            service.run(endpoints);
            return service;
        } catch (RuntimeException failed) {
            service.close();
            throw failed;
        }
    }

    /** The file with the secret of the operator's key, if this start has made one. */
    public Optional<Path> newOperatorKey() {
        return newOperatorKey;
    }

    private void run(List<? extends Endpoint> endpoints) {
        HikariDataSource reads = lifecycle.add(
                "read connections",
                STOP_LIMIT,
                settings.database().openPool("access-reads", settings.readConnections()));
        HikariDataSource adminReads = lifecycle.add(
                "admin connections",
                STOP_LIMIT,
                settings.database().openPool("access-admin", settings.works().connections()));
        JournalSchema.migrate(reads, settings.database().schema());
        DirectorySchema.migrate(reads, settings.database().schema());

        ClusterNode member = ClusterNode.start("giveback-access", settings.actorSystem(), lifecycle);
        node = member;
        ActorSystem<Void> system = member.system();
        ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
        lifecycle.onStop("blocking threads", STOP_LIMIT, blocking::close);

        KeyChanges changes = new KeyChanges();
        Keys keys = Keys.start(system, clock, changes::tell);
        KeyFeed feed = lifecycle.add("feed of keys", STOP_LIMIT, KeyFeed.start(JournalFeed.over(reads), changes::tell));
        changes.start(feed::isFresh);
        Gauge.builder("giveback.access.tails", changes, KeyChanges::size).register(meters);
        DirectoryProjection.start(system, JournalFeed.over(reads), reads);
        newOperatorKey = new OperatorKey(settings, keys, secrets, clock).ensure();

        LongAdder calls = new LongAdder();
        // The gateway has recorded the act of a check before it comes here.
        Works works = new Works(AdminActs.recordedElsewhere(), settings.works(), calls::sum, RefusalStatus.DOMAIN);
        Gauge.builder("giveback.access.admin.works", works, Works::open).register(meters);
        List<ServerServiceDefinition> services = new ArrayList<>(AccessGrpcServices.of(new AccessGrpcServices.Parts(
                keys,
                changes,
                Audit.start(system, clock),
                Approvals.start(system, clock),
                new Queries(reads, blocking),
                secrets,
                clock,
                settings.timeout(),
                calls,
                works,
                new AccessVerifier(adminReads))));
        services.add(EchoHandler.service());
        services.add(NodeGrpcService.of(
                system,
                works,
                List.of(new JournalProjection(
                        system,
                        DirectoryProjection.NAME,
                        "Keeps the lists of keys, approvals and the audit log.",
                        "",
                        reads)),
                blocking));
        lifecycle.add(
                "access gRPC",
                settings.grpc().drainTotal(),
                GrpcServer.start(settings.grpc(), endpoints, services, AccessGrpcServices.interceptors(), meters));
        // Streams end by themselves, or the drain would wait for them in vain.
        lifecycle.add("streams of changes", STOP_LIMIT, changes);
        lifecycle.add("works of admins", STOP_LIMIT, works);
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
