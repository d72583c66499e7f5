package dev.giveback.platform.acts;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.giveback.admin.v1.AdminAct;
import dev.giveback.admin.v1.WorkProgress;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.platform.journal.JournalConfig;
import dev.giveback.platform.journal.JournalDatabase;
import dev.giveback.platform.journal.JournalSchema;
import dev.giveback.testkit.TestCluster;
import dev.giveback.testkit.TestDatabase;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** The journal of acts on a real PostgreSQL, and a service with one method, whose work the test sets. */
final class RunningActs implements AutoCloseable {
    static final MethodDescriptor<WorkProgress, WorkProgress> WORK =
            MethodDescriptor.<WorkProgress, WorkProgress>newBuilder()
                    .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
                    .setFullMethodName("test.Works/Work")
                    .setRequestMarshaller(ProtoUtils.marshaller(WorkProgress.getDefaultInstance()))
                    .setResponseMarshaller(ProtoUtils.marshaller(WorkProgress.getDefaultInstance()))
                    .build();

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final DataSource source;
    private final ActorSystem<Void> system;
    private final AdminActs acts;
    private final Works works;
    private final Server server;
    private final ManagedChannel channel;
    private volatile Works.Work<WorkProgress> work = stream -> Map.of();

    RunningActs(TestDatabase database, WorkSettings settings) throws IOException {
        source = database.dataSource("loyalty");
        JournalSchema.migrate(source, "loyalty");
        system = ActorSystem.create(Behaviors.empty(), "acts", config(database));
        Cluster cluster = Cluster.get(system);
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        acts = AdminActs.start(system, InstantSource.system(), TIMEOUT);
        works = new Works(acts, settings, () -> 0, "test.giveback.dev");
        String name = UUID.randomUUID().toString();
        server = InProcessServerBuilder.forName(name)
                .directExecutor()
                .addService(ServerServiceDefinition.builder("test.Works")
                        .addMethod(
                                WORK,
                                ServerCalls.asyncServerStreamingCall(
                                        (request, responses) -> works.start(ask("Work"), responses, work)))
                        .build())
                .build()
                .start();
        channel = InProcessChannelBuilder.forName(name).build();
    }

    private static Config config(TestDatabase database) {
        return JournalConfig.of(
                        new JournalDatabase(database.jdbcUrl(), database.user(), database.password(), "loyalty"), 4)
                .withFallback(ConfigFactory.parseMap(TestCluster.ALONE))
                .withFallback(ConfigFactory.parseString("""
                        akka.loglevel = WARNING
                        akka.actor.provider = cluster
                        akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                        akka.cluster.jmx.enabled = off
                        akka.coordinated-shutdown.run-by-jvm-shutdown-hook = off
                        akka.coordinated-shutdown.exit-jvm = off
                        akka.actor.serializers.acts = "dev.giveback.platform.acts.ActSerializer"
                        akka.actor.serialization-bindings {
                          "dev.giveback.platform.acts.StoredAdminEvent" = acts
                        }
                        """))
                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                .resolve();
    }

    static AdminAsk ask(String verb) {
        return new AdminAsk(verb, "programs/shop", "", "anna", "to see", Map.of("asked", "yes"));
    }

    AdminActs acts() {
        return acts;
    }

    Works works() {
        return works;
    }

    ManagedChannel channel() {
        return channel;
    }

    void setWork(Works.Work<WorkProgress> next) {
        work = next;
    }

    /** A call to the method; the caller asks for messages by itself. */
    ClientCall<WorkProgress, WorkProgress> call(CallEnd end) {
        ClientCall<WorkProgress, WorkProgress> call = channel.newCall(WORK, CallOptions.DEFAULT);
        call.start(end, new io.grpc.Metadata());
        call.sendMessage(WorkProgress.getDefaultInstance());
        call.halfClose();
        return call;
    }

    long begin(String verb) {
        return now(acts.begin(ask(verb)).toCompletableFuture());
    }

    void end(long act, ActOutcome outcome) {
        now(acts.end(act, outcome, Map.of("done", "7")).toCompletableFuture());
    }

    static <T> T now(CompletableFuture<T> stage) {
        return stage.orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
    }

    List<AdminAct> acts(long before, int limit) {
        try {
            return new ActList(source).before(before, limit);
        } catch (SQLException | com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    List<AdminAct> all() {
        return acts(Long.MAX_VALUE, 1_000);
    }

    List<StoredAdminEvent> chain() throws SQLException, com.google.protobuf.InvalidProtocolBufferException {
        List<StoredAdminEvent> events = new ArrayList<>();
        try (Connection connection = source.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT event_payload, event_ser_manifest"
                        + " FROM event_journal WHERE persistence_id = ? ORDER BY sequence_number")) {
            query.setString(1, AdminActs.PERSISTENCE_ID);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    if (!row.getString(2).equals("A1")) {
                        throw new IllegalStateException("manifest: " + row.getString(2) + " (expected: A1)");
                    }
                    events.add(StoredAdminEvent.of(JournalRecord.parseFrom(row.getBytes(1))));
                }
            }
        }
        return events;
    }

    /** Ends the process as far as the acts can tell: nothing is drained. */
    void kill() {
        channel.shutdownNow();
        server.shutdownNow();
        system.terminate();
        now(system.getWhenTerminated().toCompletableFuture());
    }

    @Override
    public void close() {
        works.close();
        kill();
    }
}
