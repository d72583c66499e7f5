package dev.giveback.standalone.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import com.google.type.Money;
import dev.giveback.loyalty.v1.AdjustPointsRequest;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.EarningPolicy;
import dev.giveback.loyalty.v1.EarningRate;
import dev.giveback.loyalty.v1.PointsServiceGrpc;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.webhook.v1.CreateWebhookRequest;
import dev.giveback.webhook.v1.Delivery;
import dev.giveback.webhook.v1.DeliveryState;
import dev.giveback.webhook.v1.FailurePolicy;
import dev.giveback.webhook.v1.GetWebhookRequest;
import dev.giveback.webhook.v1.ListDeliveriesRequest;
import dev.giveback.webhook.v1.ReadingMode;
import dev.giveback.webhook.v1.RetryDeadDeliveriesRequest;
import dev.giveback.webhook.v1.Webhook;
import dev.giveback.webhook.v1.WebhookServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A shop is called by webhooks while the JVM that calls is killed with SIGKILL, again and again: everything comes, in order and with its id, and a dead letter
 * stays what it is. As a control, a delivery that somebody takes out of the database while the JVM is dead is missed by the same check.
 */
@Timeout(1_800)
@SuppressWarnings("CheckReturnValue") // Only that these calls succeed is of interest.
final class WebhookCrashTest {
    private static final List<String> CUSTOMERS = List.of("ada", "ben", "cleo", "dan", "eve", "finn");
    private static final int ROUNDS = Integer.getInteger("giveback.crash.rounds", 2);

    /** Whoever was killed holds its deliveries for 25 s more. */
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    @TempDir
    private Path folder = Path.of("");

    private final Map<String, Integer> accepted = new ConcurrentHashMap<>();
    private HookShop shop;
    private HookShop broken;
    private HookShop control;
    private @Nullable StandaloneProcess standalone;
    private @Nullable ManagedChannel channel;

    @BeforeEach
    void open() throws Exception {
        shop = new HookShop();
        broken = new HookShop();
        control = new HookShop();
        broken.answer(500);
        up();
    }

    private void up() throws Exception {
        String at = "-Dgiveback.feedback.webhooks.";
        StandaloneProcess started = StandaloneProcess.start(
                folder.resolve("data"), List.of(at + "retry-pause=1s", at + "longest-pause=5s"));
        standalone = started;
        channel = NettyChannelBuilder.forAddress("127.0.0.1", started.grpcPort())
                .intercept(started.calling())
                .usePlaintext()
                .build();
    }

    private StandaloneProcess running() {
        return Objects.requireNonNull(standalone);
    }

    private ManagedChannel channel() {
        return Objects.requireNonNull(channel);
    }

    private void kill() throws Exception {
        running().kill();
        channel().shutdownNow();
    }

    @AfterEach
    void close() throws Exception {
        shop.close();
        broken.close();
        control.close();
        if (channel != null) {
            channel.shutdownNow();
        }
        if (standalone != null) {
            standalone.stop();
        }
    }

    @Test
    void whatHappenedIsToldInOrderAtLeastOnceAndWithItsIdWhateverIsKilled() throws Exception {
        program("shop", shop);
        program("broken", broken);
        program("control", control);
        List<Delivery> dead = deadLetter();

        for (int round = 1; round <= ROUNDS; round++) {
            if (round == ROUNDS) {
                callTheControl();
            }
            killUnderLoad();
            if (round == ROUNDS) {
                loseTheOneOfTheControl();
            }
            up();
        }
        for (String customer : CUSTOMERS) {
            await("an answer", () -> adjust("shop", customer), done -> done);
        }
        await("all events", () -> problems(shop, CUSTOMERS), List::isEmpty);
        expectThatKeptOnesCameAgain();
        expectThatTheDeadLetterStayed(dead);
        expectThatTheLostOneIsMissed();
    }

    /** One that was given up. That takes a minute, so its first try is made so much older. */
    private List<Delivery> deadLetter() throws Exception {
        adjust("broken", "zoe");
        await("a call that is refused", broken::calls, calls -> !calls.isEmpty());
        await(
                "its record",
                () -> change("UPDATE feedback.webhook_delivery"
                        + " SET first_attempt_millis = first_attempt_millis - 60000"
                        + " WHERE customer = 'zoe' AND first_attempt_millis > 0"),
                changed -> changed == 1);
        return await("a dead letter", this::dead, found -> found.size() == 1);
    }

    /** Ends with calls under way that will never be answered. */
    private void killUnderLoad() throws Exception {
        int keptBefore = shop.kept().size();
        int before = shop.calls().size();
        Giving load = new Giving();
        await("some calls", shop::calls, calls -> calls.size() > before + CUSTOMERS.size() * 5);
        shop.keep(true);
        await("calls under way", shop::kept, kept -> kept.size() >= keptBefore + 2);
        kill();
        load.stop();
        shop.keep(false);
    }

    /** Has two events, of which one is told and one is on its way. */
    private void callTheControl() throws Exception {
        adjust("control", "lena");
        await("a call of the control", () -> problems(control, List.of("lena")), List::isEmpty);
        control.keep(true);
        adjust("control", "lena");
        await("a call under way", control::kept, kept -> !kept.isEmpty());
    }

    /** As a database would that forgets. */
    private void loseTheOneOfTheControl() throws Exception {
        assertThat(change("DELETE FROM feedback.webhook_delivery WHERE customer = 'lena' AND state = 1"))
                .isOne();
        control.keep(false);
    }

    private int change(String sql) throws Exception {
        try (Connection connection = running().database();
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private void expectThatKeptOnesCameAgain() {
        List<HookCall> kept = shop.kept();
        assertThat(kept).hasSizeGreaterThanOrEqualTo(2 * ROUNDS);
        for (HookCall one : kept) {
            assertThat(shop.calls())
                    .as("%s comes again", one.event())
                    .anyMatch(call -> call.id().equals(one.id()) && call.came() > one.came());
        }
    }

    private void expectThatTheDeadLetterStayed(List<Delivery> dead) throws Exception {
        assertThat(await("the dead letter", this::dead, found -> found.size() == 1))
                .isEqualTo(dead);
        broken.answer(204);
        long retried = WebhookServiceGrpc.newBlockingStub(channel())
                .retryDeadDeliveries(RetryDeadDeliveriesRequest.newBuilder()
                        .setName("programs/broken/webhooks/crm")
                        .build())
                .getRetriedCount();
        assertThat(retried).isOne();
        await("the mended one", () -> problems(broken, List.of("zoe")), List::isEmpty);
    }

    /** The check has teeth: what is lost, and what is told after it, is missed. */
    private void expectThatTheLostOneIsMissed() throws Exception {
        int lost = accepted.getOrDefault("lena", 0);
        await("an answer", () -> adjust("control", "lena"), done -> done);
        String next = "lena/" + (lost + 1);
        await(
                "the next one",
                control::calls,
                calls -> calls.stream()
                        .anyMatch(call -> call.event().equals(next) && call.answered() != HookCall.NEVER));
        assertThat(problems(control, List.of("lena")))
                .containsExactly("lena/" + lost + " is lost", next + " came before the one before was taken");
    }

    private List<String> problems(HookShop of, List<String> customers) {
        Map<String, Integer> theirs = new HashMap<>();
        customers.forEach(customer -> theirs.put(customer, accepted.getOrDefault(customer, 0)));
        return HookChecker.problems(of.calls(), theirs);
    }

    private List<Delivery> dead() {
        return WebhookServiceGrpc.newBlockingStub(channel())
                .listDeliveries(ListDeliveriesRequest.newBuilder()
                        .setParent("programs/broken/webhooks/crm")
                        .setState(DeliveryState.DELIVERY_STATE_DEAD)
                        .build())
                .getDeliveriesList();
    }

    private void program(String program, HookShop of) throws Exception {
        ProgramServiceGrpc.newBlockingStub(channel())
                .createProgram(CreateProgramRequest.newBuilder()
                        .setRequestId("create-" + program)
                        .setProgram(Program.newBuilder()
                                .setName("programs/" + program)
                                .setCurrencyCode("EUR")
                                .setTimeZone("UTC")
                                .setEarning(EarningPolicy.newBuilder()
                                        .setRate(EarningRate.newBuilder()
                                                .setPoints(1)
                                                .setPer(Money.newBuilder()
                                                        .setCurrencyCode("EUR")
                                                        .setUnits(1)))))
                        .build());
        String name = "programs/" + program + "/webhooks/crm";
        var hooks = WebhookServiceGrpc.newBlockingStub(channel());
        hooks.createWebhook(CreateWebhookRequest.newBuilder()
                .setRequestId("create-" + program)
                .setWebhook(Webhook.newBuilder()
                        .setName(name)
                        .setUrl(of.url())
                        .setFailurePolicy(FailurePolicy.FAILURE_POLICY_SKIP)
                        .setGiveUpAfter(Durations.fromMinutes(1)))
                .build());
        await(
                "a webhook that reads",
                () -> hooks.getWebhook(
                                GetWebhookRequest.newBuilder().setName(name).build())
                        .getProgress()
                        .getMode(),
                mode -> mode == ReadingMode.READING_MODE_LIVE);
    }

    /** Gives a point; it counts when it was answered, and is asked for with the same request id until then. */
    private boolean adjust(String program, String customer) {
        int next = accepted.getOrDefault(customer, 0) + 1;
        PointsServiceGrpc.newBlockingStub(channel())
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .adjustPoints(AdjustPointsRequest.newBuilder()
                        .setCustomer("programs/" + program + "/customers/" + customer)
                        .setRequestId("give-" + next)
                        .setPoints(1)
                        .setReason("a present")
                        .build());
        accepted.put(customer, next);
        return true;
    }

    /** Customers who get points, one after the other each, until it is stopped. */
    private final class Giving {
        private final List<Thread> threads = new ArrayList<>();
        private volatile boolean stopping;

        Giving() {
            CUSTOMERS.forEach(customer -> threads.add(Thread.ofVirtual().start(() -> give(customer))));
        }

        private void give(String customer) {
            while (!stopping) {
                try {
                    Thread.sleep(20);
                    adjust("shop", customer);
                } catch (StatusRuntimeException unanswered) {
                    // It is asked for again by the same request id, after the next start if need be.
                } catch (InterruptedException stopped) {
                    return;
                }
            }
        }

        void stop() throws InterruptedException {
            stopping = true;
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private static <T> T await(String what, Callable<T> read, Predicate<T> there) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String last = "nothing";
        while (System.nanoTime() < end) {
            try {
                T found = read.call();
                if (there.test(found)) {
                    return found;
                }
                last = String.valueOf(found);
            } catch (StatusRuntimeException notYet) {
                // A service that has just started may still be looking for its shards.
                last = notYet.toString();
            }
            Thread.sleep(100);
        }
        throw new AssertionError(what + " did not come within " + PATIENCE.toSeconds() + " s; there is " + last);
    }
}
