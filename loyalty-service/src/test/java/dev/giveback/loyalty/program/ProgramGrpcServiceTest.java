package dev.giveback.loyalty.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.persistence.testkit.PersistenceTestKitPlugin;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.ErrorInfo;
import com.typesafe.config.ConfigFactory;
import dev.giveback.loyalty.journal.StoredProgramEvent;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.GetProgramRequest;
import dev.giveback.loyalty.v1.ListProgramsRequest;
import dev.giveback.loyalty.v1.ListProgramsResponse;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.loyalty.v1.ProgramServiceGrpc.ProgramServiceBlockingStub;
import dev.giveback.loyalty.v1.UpdateProgramRequest;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingSupplier;

/** The service by gRPC, over the real sharding of a cluster of one and the in-memory journal of Akka's test kit. */
final class ProgramGrpcServiceTest {
    private static final Executor VIRTUAL_THREADS = Executors.newVirtualThreadPerTaskExecutor();

    @SuppressWarnings("NullAway.Init") // Set before the first test.
    private static ActorTestKit kit;

    @SuppressWarnings("NullAway.Init") // Set before the first test.
    private static PersistenceTestKit journal;

    @SuppressWarnings("NullAway.Init") // Set before the first test.
    private static ProgramRegistry registry;

    @SuppressWarnings("NullAway.Init") // Set before the first test.
    private static ProgramServiceBlockingStub programs;

    private static final List<Server> SERVERS = new ArrayList<>();
    private static final List<ManagedChannel> CHANNELS = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        kit = ActorTestKit.create(ConfigFactory.parseString("""
                        akka.actor.provider = cluster
                        akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                        akka.cluster.jmx.enabled = off
                        """)
                .withFallback(PersistenceTestKitPlugin.getInstance().config())
                .withFallback(ConfigFactory.load()));
        Cluster cluster = Cluster.get(kit.system());
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        journal = PersistenceTestKit.create(kit.system());
        ProgramEntities entities =
                ProgramEntities.sharded(kit.system(), InstantSource.system(), Duration.ofSeconds(10));
        registry = new ProgramRegistry(Programs.mapper(), entities, VIRTUAL_THREADS);
        programs = serve("programs", entities, registry);
    }

    @AfterAll
    static void stop() throws Exception {
        CHANNELS.forEach(ManagedChannel::shutdownNow);
        for (Server server : SERVERS) {
            server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        }
        kit.shutdownTestKit();
    }

    @Test
    void aProgramIsCreatedReadUpdatedAndDecidesAtOnce() {
        Program created = create("tour", "one");
        assertThat(created.getVersion()).isEqualTo(1);
        assertThat(created.getCreateTime()).isEqualTo(created.getUpdateTime());

        Program updated = programs.updateProgram(UpdateProgramRequest.newBuilder()
                        .setProgram(created.toBuilder().setBackdatingDays(30))
                        .setExpectedVersion(1)
                        .setRequestId("two")
                        .build())
                .getProgram();
        assertThat(updated.getVersion()).isEqualTo(2);
        assertThat(get("tour")).isEqualTo(updated);
        assertThat(registry.find("tour"))
                .satisfies(known -> assertThat(known.version()).isEqualTo(2));
        assertThat(registry.find("tour"))
                .satisfies(known -> assertThat(known.rules().backdatingDays()).isEqualTo(30));
    }

    @Test
    void aRepeatIsAnsweredAsTheFirstTime() {
        Program created = create("repeated", "one");

        assertThat(create("repeated", "one")).isEqualTo(created);
        assertThat(journal.persistedInStorage("program|repeated")).hasSize(1);
    }

    @Test
    void theOnlyStoredThingIsOneEventOfTheKnownFields() {
        create("stored", "one");

        assertThat(journal.persistedInStorage("program|stored"))
                .singleElement()
                .isInstanceOfSatisfying(StoredProgramEvent.class, stored -> {
                    assertThat(stored.event().getPrincipal()).isEqualTo("ann");
                    assertThat(stored.event().getRequestId()).isEqualTo("one");
                    assertThat(stored.event().getProgram()).isEqualTo(get("stored"));
                });
    }

    @Test
    void everyMistakeIsNamedWithItsField() throws Exception {
        Program wrong = Programs.withCondition(Programs.named("wrong"), "true || ordr.total > 1").toBuilder()
                .setTimeZone("Mars/Base")
                .build();
        StatusRuntimeException refused = refused(() -> programs.createProgram(createRequest(wrong, "one")));

        assertThat(refused.getStatus().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(detail(refused, ErrorInfo.class).getReason()).isEqualTo("INVALID_FIELD");
        assertThat(detail(refused, BadRequest.class).getFieldViolationsList())
                .extracting(FieldViolation::getField, FieldViolation::getDescription)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "program.time_zone", "'Mars/Base' is not a time zone of the IANA database"),
                        org.assertj.core.groups.Tuple.tuple(
                                "program.earning.multipliers[0].condition",
                                "line 1, column 9: undeclared reference to 'ordr'"));
        assertThat(registry.find("wrong")).isNull();
    }

    @Test
    void refusalsHaveTheirStatusAndReason() throws Exception {
        Program shop = create("refused", "one");
        Program euros = Programs.named("refused").toBuilder()
                .setCurrencyCode("EUR")
                .clearEarning()
                .build();

        assertRefused(Code.ABORTED, "REQUEST_ID_REUSED", () -> update(shop, "one", 0));
        assertRefused(Code.ALREADY_EXISTS, "PROGRAM_EXISTS", () -> create("refused", "two"));
        assertRefused(Code.ABORTED, "VERSION_CHANGED", () -> update(shop, "two", 5));
        assertRefused(Code.FAILED_PRECONDITION, "CURRENCY_FIXED", () -> update(euros, "two", 0));
        assertRefused(Code.NOT_FOUND, "PROGRAM_NOT_FOUND", () -> update(Programs.named("nothing"), "one", 0));
        assertRefused(Code.NOT_FOUND, "PROGRAM_NOT_FOUND", () -> get("nothing"));
    }

    @Test
    void aWrongFieldComesBeforeAReusedRequestId() throws Exception {
        Program shop = create("precedence", "one");

        assertRefused(
                Code.INVALID_ARGUMENT,
                "INVALID_FIELD",
                () -> update(shop.toBuilder().setTimeZone("Mars/Base").build(), "one", 0));
    }

    @Test
    void validateOnlyChangesNothing() throws Exception {
        CreateProgramRequest request = createRequest(Programs.named("dry"), "one");
        Program wouldBe = programs.createProgram(
                        request.toBuilder().setValidateOnly(true).build())
                .getProgram();

        assertThat(wouldBe.getVersion()).isEqualTo(1);
        assertThat(registry.find("dry")).isNull();
        assertRefused(Code.NOT_FOUND, "PROGRAM_NOT_FOUND", () -> get("dry"));
    }

    @Test
    void programsAreListedInPages() throws Exception {
        ProgramEntities unasked = ProgramEntities.of((id, command) -> new CompletableFuture<>());
        ProgramRegistry five = new ProgramRegistry(Programs.mapper(), unasked, VIRTUAL_THREADS);
        List.of("e", "b", "a", "d", "c").forEach(id -> five.learn(Programs.named(id)));
        ProgramServiceBlockingStub listed = serve("listed", unasked, five);

        List<String> names = new ArrayList<>();
        String token = "";
        int pages = 0;
        do {
            ListProgramsResponse page = listed.listPrograms(ListProgramsRequest.newBuilder()
                    .setPageSize(2)
                    .setPageToken(token)
                    .build());
            page.getProgramsList().forEach(program -> names.add(program.getName()));
            token = page.getNextPageToken();
            pages++;
        } while (!token.isEmpty());

        assertThat(names).containsExactly("programs/a", "programs/b", "programs/c", "programs/d", "programs/e");
        assertThat(pages).isEqualTo(3);
        assertThat(listed.listPrograms(ListProgramsRequest.getDefaultInstance()).getProgramsCount())
                .isEqualTo(5);
        assertRefused(
                Code.INVALID_ARGUMENT,
                "INVALID_FIELD",
                () -> listed.listPrograms(
                        ListProgramsRequest.newBuilder().setPageToken("%").build()));
    }

    @Test
    void anActorThatDoesNotAnswerLeavesTheOutcomeOpen() throws Exception {
        ProgramEntities silent =
                ProgramEntities.of((id, command) -> CompletableFuture.failedFuture(new TimeoutException("10 s")));
        ProgramServiceBlockingStub stub =
                serve("silent", silent, new ProgramRegistry(Programs.mapper(), silent, VIRTUAL_THREADS));
        StatusRuntimeException failed = refused(() -> stub.createProgram(createRequest(Programs.shop(), "one")));

        assertThat(failed.getStatus().getCode()).isEqualTo(Code.UNAVAILABLE);
        assertThat(failed.getStatus().getDescription()).contains("repeat with the same request_id");
    }

    @Test
    void aBugIsInternalAndTellsNothing() throws Exception {
        ProgramEntities broken = ProgramEntities.of(
                (id, command) -> CompletableFuture.failedFuture(new IllegalStateException("a secret")));
        ProgramServiceBlockingStub stub =
                serve("broken", broken, new ProgramRegistry(Programs.mapper(), broken, VIRTUAL_THREADS));
        StatusRuntimeException failed = refused(() -> stub.createProgram(createRequest(Programs.shop(), "one")));

        assertThat(failed.getStatus().getCode()).isEqualTo(Code.INTERNAL);
        assertThat(failed).hasMessageNotContaining("secret");
    }

    private static ProgramServiceBlockingStub serve(String name, ProgramEntities entities, ProgramRegistry known)
            throws Exception {
        ProgramGrpcService service =
                new ProgramGrpcService(Programs.mapper(), entities, known, VIRTUAL_THREADS, () -> "ann");
        SERVERS.add(InProcessServerBuilder.forName(name)
                .directExecutor()
                .addService(service)
                .build()
                .start());
        ManagedChannel channel =
                InProcessChannelBuilder.forName(name).directExecutor().build();
        CHANNELS.add(channel);
        return ProgramServiceGrpc.newBlockingStub(channel);
    }

    private static Program create(String id, String requestId) {
        return programs.createProgram(createRequest(Programs.named(id), requestId))
                .getProgram();
    }

    private static Program update(Program program, String requestId, long expectedVersion) {
        return programs.updateProgram(UpdateProgramRequest.newBuilder()
                        .setProgram(program)
                        .setRequestId(requestId)
                        .setExpectedVersion(expectedVersion)
                        .build())
                .getProgram();
    }

    private static Program get(String id) {
        return programs.getProgram(
                        GetProgramRequest.newBuilder().setName("programs/" + id).build())
                .getProgram();
    }

    private static CreateProgramRequest createRequest(Program program, String requestId) {
        return CreateProgramRequest.newBuilder()
                .setProgram(program)
                .setRequestId(requestId)
                .build();
    }

    private static void assertRefused(Code code, String reason, ThrowingSupplier<?> call) throws Exception {
        StatusRuntimeException refused = refused(call);
        assertThat(refused.getStatus().getCode()).isEqualTo(code);
        assertThat(detail(refused, ErrorInfo.class).getReason()).isEqualTo(reason);
    }

    private static StatusRuntimeException refused(ThrowingSupplier<?> call) {
        return catchThrowableOfType(StatusRuntimeException.class, call::get);
    }

    private static <M extends Message> M detail(StatusRuntimeException refused, Class<M> type)
            throws InvalidProtocolBufferException {
        com.google.rpc.Status status = StatusProto.fromThrowable(refused);
        assertThat(status).isNotNull();
        for (Any detail : status.getDetailsList()) {
            if (detail.is(type)) {
                return detail.unpack(type);
            }
        }
        throw new AssertionError("no " + type.getSimpleName() + " in " + status);
    }
}
