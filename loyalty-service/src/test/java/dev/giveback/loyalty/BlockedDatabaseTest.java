package dev.giveback.loyalty;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CompleteCheckoutResponse;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.platform.v1.EchoRequest;
import dev.giveback.platform.v1.EchoServiceGrpc;
import dev.giveback.testkit.TestDatabase;
import dev.giveback.testkit.TestServer;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Handlers run on the event loop of their connection, so one that waited for the database would stop every other call on it. */
@Timeout(120)
final class BlockedDatabaseTest {
    private static final int CALLS = 64;

    @Test
    void callsThatWaitForTheDatabaseHoldUpNoOtherCallOfTheirConnection(@TempDir Path folder) throws Exception {
        try (TestServer server = TestServer.start(folder);
                TestDatabase database = server.createDatabase();
                RunningLoyalty loyalty = RunningLoyalty.start(database)) {
            var unused = loyalty.programs().createProgram(Requests.program("shop"));
            List<ListenableFuture<CompleteCheckoutResponse>> waiting = new ArrayList<>();
            signal(server, "-STOP");
            try {
                for (int i = 0; i < CALLS; i++) {
                    waiting.add(checkout(loyalty, i));
                }
                for (int i = 0; i < 20; i++) {
                    echo(loyalty);
                }
                assertThat(waiting).noneMatch(ListenableFuture::isDone);
                expectAnswerAtTheDeadline(loyalty);
            } finally {
                signal(server, "-CONT");
            }
            for (ListenableFuture<CompleteCheckoutResponse> answer : waiting) {
                assertThat(answer.get().getOutcome().getOrder().getPointsEarned())
                        .isEqualTo(1);
            }
        }
    }

    private static ListenableFuture<CompleteCheckoutResponse> checkout(RunningLoyalty loyalty, int number) {
        return CheckoutServiceGrpc.newFutureStub(loyalty.channel())
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .completeCheckout(Requests.checkout(
                        "programs/shop/customers/c" + number, "o" + number, Requests.line("A", 1, 100)));
    }

    private static void echo(RunningLoyalty loyalty) {
        ByteString payload = ByteString.copyFromUtf8("still there");
        assertThat(EchoServiceGrpc.newBlockingStub(loyalty.channel())
                        .withDeadlineAfter(2, TimeUnit.SECONDS)
                        .echo(EchoRequest.newBuilder().setPayload(payload).build())
                        .getPayload())
                .isEqualTo(payload);
    }

    private static void expectAnswerAtTheDeadline(RunningLoyalty loyalty) {
        long start = System.nanoTime();
        Refusal refusal = Refusal.of(() -> loyalty.customers()
                .withDeadlineAfter(400, TimeUnit.MILLISECONDS)
                .getCustomer(GetCustomerRequest.newBuilder()
                        .setName("programs/shop/customers/late")
                        .build()));
        assertThat(refusal.code()).isIn(Status.Code.DEADLINE_EXCEEDED, Status.Code.UNAVAILABLE);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    /** Stops or continues the whole server, as a disk that hangs would; one that could still fork would serve new connections. */
    private static void signal(TestServer server, String signal) throws Exception {
        ProcessHandle postmaster = ProcessHandle.of(server.pid()).orElseThrow();
        List<String> command = new ArrayList<>(List.of("kill", signal, Long.toString(postmaster.pid())));
        postmaster.descendants().forEach(process -> command.add(Long.toString(process.pid())));
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }
}
