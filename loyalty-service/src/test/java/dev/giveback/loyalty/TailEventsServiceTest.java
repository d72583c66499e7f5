package dev.giveback.loyalty;

import static dev.giveback.loyalty.Requests.adjust;
import static dev.giveback.loyalty.Requests.checkout;
import static dev.giveback.loyalty.Requests.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Durations;
import dev.giveback.admin.v1.AdminAct;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.ProgramEvent;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.ListAdminActsRequest;
import dev.giveback.loyalty.v1.StatementEntryType;
import dev.giveback.loyalty.v1.TailEventsRequest;
import dev.giveback.loyalty.v1.TailEventsResponse;
import dev.giveback.platform.journal.ChainHash;
import dev.giveback.testkit.TestDatabase;
import io.grpc.Status.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The journal as a stream, through the real service; one reader is a process that is killed. */
@Timeout(180)
@SuppressWarnings("CheckReturnValue") // Of the calls that make events only that they succeed is of interest.
final class TailEventsServiceTest {
    private static final String ANN = "programs/shop/customers/ann";
    private static final String ANNA = "programs/shop/customers/anna";
    private static final String BOB = "programs/other/customers/bob";

    private static TestDatabase database;
    private static RunningLoyalty loyalty;

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.create();
        loyalty = RunningLoyalty.start(
                database, Map.of("giveback.loyalty.feed.page-rows", 50, "giveback.loyalty.feed.stall-limit", "3s"));
        for (String program : List.of("shop", "other", "busy")) {
            loyalty.programs().createProgram(Requests.program(program));
        }
        loyalty.customers().enrollCustomer(Requests.enrol(ANN, "enrol"));
        loyalty.points().adjustPoints(adjust(ANNA, "first", 5));
        loyalty.checkouts().completeCheckout(checkout(ANN, "a-1", line("MUG", 1, 2_000)));
        loyalty.points().adjustPoints(adjust(BOB, "first", 7));
        loyalty.points().redeemPoints(Requests.redeem(ANN, "redeem", 3));
    }

    @AfterAll
    static void stop() {
        loyalty.close();
        database.close();
    }

    private static Tailing<TailEventsRequest, TailEventsResponse> tail(TailEventsRequest.Builder request) {
        return Tailing.all(request.build(), JournalServiceGrpc.newStub(loyalty.channel())::tailEvents);
    }

    private static TailEventsRequest.Builder all() {
        return TailEventsRequest.newBuilder();
    }

    private static boolean isEvent(TailEventsResponse message) {
        return !message.getEvent().isEmpty();
    }

    private static List<String> next(TailEventsRequest.Builder request, int count) throws InterruptedException {
        try (var tail = tail(request)) {
            return tail.next(count, TailEventsServiceTest::isEvent).stream()
                    .map(message -> message.getCustomer() + message.getProgram() + " " + message.getSequenceNumber())
                    .toList();
        }
    }

    @Test
    void eventsComeAsTheyAreStoredAndTheirHashesCanBeFollowed() throws Exception {
        try (var tail = tail(all().addPrograms("programs/shop").addPrograms("programs/other"))) {
            Map<String, ByteString> chains = new HashMap<>();
            List<TailEventsResponse> messages = tail.next(5, TailEventsServiceTest::isEvent);
            for (TailEventsResponse message : messages) {
                ByteString before = chains.getOrDefault(message.getCustomer(), ChainHash.NONE);
                assertThat(ChainHash.follows(before, message.getEvent(), message.getChainHash()))
                        .isTrue();
                chains.put(message.getCustomer(), message.getChainHash());
            }
            assertThat(messages.stream().map(TailEventsResponse::getCustomer))
                    .containsExactly(ANN, ANNA, ANN, BOB, ANN);
            assertThat(messages.stream().map(TailEventsResponse::getSequenceNumber))
                    .containsExactly(1L, 1L, 2L, 1L, 3L);
            assertThat(messages.get(2).getType()).isEqualTo(StatementEntryType.STATEMENT_ENTRY_TYPE_CHECKOUT);
            CustomerEvent event = CustomerEvent.parseFrom(messages.get(2).getEvent());
            assertThat(event.getCheckoutCompleted().getOrderId()).isEqualTo("a-1");
            assertThat(event.getRecordMillis())
                    .isEqualTo(com.google.protobuf.util.Timestamps.toMillis(
                            messages.get(2).getRecordTime()));
        }
    }

    @Test
    void onlyWhatWasAskedForComes() throws Exception {
        // Her name begins as another's does.
        assertThat(next(all().addCustomers(ANN), 3)).containsExactly(ANN + " 1", ANN + " 2", ANN + " 3");
        assertThat(next(all().addPrograms("programs/other"), 1)).containsExactly(BOB + " 1");
        assertThat(next(all().addPrograms("programs/other").addCustomers(ANNA), 2))
                .containsExactly(ANNA + " 1", BOB + " 1");
        assertThat(next(
                        all().addPrograms("programs/shop")
                                .addTypes(StatementEntryType.STATEMENT_ENTRY_TYPE_ADJUSTMENT)
                                .addTypes(StatementEntryType.STATEMENT_ENTRY_TYPE_REDEMPTION),
                        2))
                .containsExactly(ANNA + " 1", ANN + " 3");
        assertThat(next(all().addPrograms("programs/other").setIncludeProgramEvents(true), 2))
                .containsExactly("programs/other 1", BOB + " 1");
        try (var tail = tail(all().addCustomers(ANN).setIncludeProgramEvents(true))) {
            ProgramEvent event = ProgramEvent.parseFrom(
                    tail.next(1, TailEventsServiceTest::isEvent).getFirst().getEvent());
            assertThat(event.getProgram().getName()).isEqualTo("programs/shop");
        }
    }

    @Test
    void whoResumesMissesNothingAndSeesNothingTwice() throws Exception {
        TailEventsResponse second;
        try (var tail = tail(all().addCustomers(ANN))) {
            second = tail.next(2, TailEventsServiceTest::isEvent).getLast();
        }
        assertThat(next(all().addCustomers(ANN).setResumeToken(second.getResumeToken()), 1))
                .containsExactly(ANN + " 3");
    }

    @Test
    void theEndIsToldAtOnceAndAgainWithEachHeartbeat() throws Exception {
        try (var tail = tail(all().setFromEnd(true)
                .addPrograms("programs/other")
                .setHeartbeatInterval(Durations.fromMillis(1_000)))) {
            TailEventsResponse end = tail.next(1, any -> true).getFirst();
            assertThat(isEvent(end)).isFalse();
            // Nothing is new, and yet the reader knows that the stream lives.
            List<TailEventsResponse> beats = tail.next(2, any -> true);
            assertThat(beats).noneMatch(TailEventsServiceTest::isEvent);
            loyalty.points().adjustPoints(adjust("programs/other/customers/new", "new", 1));
            TailEventsResponse first =
                    tail.next(1, TailEventsServiceTest::isEvent).getFirst();
            assertThat(first.getCustomer()).isEqualTo("programs/other/customers/new");
            assertThat(next(all().addPrograms("programs/other").setResumeToken(end.getResumeToken()), 1))
                    .containsExactly("programs/other/customers/new 1");
        }
    }

    @Test
    void aReaderThatTakesNothingHarmsNoWriterAndIsSentAway() throws Exception {
        try (var stalled = Tailing.onDemand(
                        all().addPrograms("programs/busy").build(),
                        JournalServiceGrpc.newStub(loyalty.narrowChannel())::tailEvents);
                var healthy = tail(all().addPrograms("programs/busy"))) {
            for (int i = 0; i < 400; i++) {
                var written = loyalty.points().adjustPoints(adjust("programs/busy/customers/c" + i % 9, "a" + i, 1));
                assertThat(written.getBalance().getTotal()).isEqualTo(1 + i / 9);
            }
            assertThat(healthy.next(400, TailEventsServiceTest::isEvent)).hasSize(400);
            Thread.sleep(4_000);
            stalled.take(10_000);
            Refusal refusal = Refusal.of(() -> {
                throw stalled.end();
            });
            assertThat(refusal.code()).isEqualTo(Code.UNAVAILABLE);
            assertThat(refusal.reason()).isEqualTo("FEED_INTERRUPTED");
            assertThat(stalled.received()).isLessThan(400);
        }
    }

    @Test
    void aStreamIsAnActThatEndsWithIt() throws Exception {
        try (var tail = tail(all().addCustomers(ANN)
                .setContext(AdminContext.newBuilder().setOperator("eve").setReason("audit")))) {
            tail.next(3, TailEventsServiceTest::isEvent);
        }
        AdminAct act = act("eve");
        for (int i = 0; i < 100 && act.getOutcome().isEmpty(); i++) {
            Thread.sleep(50);
            act = act("eve");
        }
        assertThat(act.getVerb()).isEqualTo("TailEvents");
        assertThat(act.getSubject()).isEqualTo(ANN);
        assertThat(act.getReason()).isEqualTo("audit");
        assertThat(act.getOutcome()).isEqualTo("OK");
        assertThat(act.getDetailsMap()).containsEntry("events", "3").containsEntry("from", "beginning");
    }

    private static AdminAct act(String operator) {
        return loyalty.journal().listAdminActs(ListAdminActsRequest.getDefaultInstance()).getActsList().stream()
                .filter(act -> act.getOperator().equals(operator))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatCannotBeAskedForIsNamed() throws Exception {
        for (TailEventsRequest.Builder bad : List.of(
                all().setResumeToken("x"),
                all().setResumeToken("1:1").setFromEnd(true),
                all().addPrograms("shop"),
                all().addCustomers("ann"),
                all().addTypes(StatementEntryType.STATEMENT_ENTRY_TYPE_UNSPECIFIED),
                all().addTypesValue(999),
                all().setHeartbeatInterval(Durations.fromMillis(10)))) {
            try (var tail = tail(bad)) {
                Refusal refusal = Refusal.of(() -> {
                    throw tail.end();
                });
                assertThat(refusal.code()).isEqualTo(Code.INVALID_ARGUMENT);
            }
        }
    }

    @Test
    void aConsumerThatIsKilledAgainAndAgainHasEachEffectOnce() throws Exception {
        database.execute(
                "CREATE TABLE consumer_position (token text NOT NULL); INSERT INTO consumer_position VALUES ('');"
                        + " CREATE TABLE earned (customer text PRIMARY KEY, points bigint NOT NULL)");
        Map<String, Long> expected = new TreeMap<>(Map.of(ANN, 30L));
        for (int round = 0; round < 3; round++) {
            Process consumer = startConsumer();
            for (int i = 0; i < 60; i++) {
                String customer = "programs/shop/customers/k" + i % 11;
                String order = "k" + round + "-" + i;
                loyalty.checkouts().completeCheckout(checkout(customer, order, line("MUG", 1, 1_000)));
                expected.merge(customer, 10L, Long::sum);
            }
            awaitSum(round * 600L + 200);
            kill(consumer);
        }
        Process last = startConsumer();
        try {
            awaitSum(expected.values().stream().mapToLong(Long::longValue).sum());
            Thread.sleep(500);
        } finally {
            kill(last);
        }
        assertThat(earned()).isEqualTo(expected);
    }

    private static Process startConsumer() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EventConsumer.class.getName(),
                        loyalty.channel().authority(),
                        database.jdbcUrl() + "?user=" + database.user() + "&password=" + database.password())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void kill(Process consumer) throws InterruptedException {
        consumer.destroyForcibly();
        assertThat(consumer.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    private static void awaitSum(long atLeast) throws Exception {
        long until = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (earned().values().stream().mapToLong(Long::longValue).sum() < atLeast) {
            assertThat(System.nanoTime()).as("the consumer has %s", earned()).isLessThan(until);
            Thread.sleep(20);
        }
    }

    private static Map<String, Long> earned() throws SQLException {
        Map<String, Long> earned = new TreeMap<>();
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT customer, points FROM earned");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                earned.put(row.getString(1), row.getLong(2));
            }
        }
        return earned;
    }

    @Test
    void theDocumentQuotesTheConsumerThatWasRun() throws Exception {
        String source = Files.readString(Path.of("src/test/java/dev/giveback/loyalty/EventConsumer.java"));
        String quoted = source.substring(
                        source.indexOf("// quoted from here\n") + "// quoted from here\n".length(),
                        source.indexOf("    // quoted to here"))
                .stripTrailing()
                .stripIndent();
        try (Stream<Path> documents = Files.walk(Path.of("../docs"))) {
            assertThat(documents.filter(path -> path.toString().endsWith(".md")))
                    .anySatisfy(
                            document -> assertThat(Files.readString(document)).contains(quoted));
        }
    }
}
