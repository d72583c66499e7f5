package dev.giveback.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.access.v1.AuditEntry;
import dev.giveback.access.v1.BeginActRequest;
import dev.giveback.access.v1.GuardServiceGrpc;
import dev.giveback.access.v1.GuardServiceGrpc.GuardServiceBlockingStub;
import dev.giveback.access.v1.ListAuditEntriesRequest;
import dev.giveback.access.v1.ResolveKeyRequest;
import dev.giveback.testkit.TestDatabase;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service as a process of its own, killed in the middle of its work. */
@Timeout(300)
final class KillTest {
    @TempDir
    Path directory;

    @Test
    void noActThatWasAnsweredIsLost() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            List<String> answered = Collections.synchronizedList(new ArrayList<>());
            int port = freePort();
            Process process = start(database, port);
            ManagedChannel channel = channel(port);
            String operator = Files.readString(directory.resolve("operator.key"));
            try {
                Thread caller = Thread.ofVirtual().start(() -> beginUntilItFails(channel, answered));
                while (answered.size() < 50) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
                process.destroyForcibly().waitFor();
                caller.join();
            } finally {
                process.destroyForcibly().waitFor();
                channel.shutdownNow();
            }

            assertThat(Files.readString(directory.resolve("process.log"))).doesNotContain(operator.strip());
            try (RunningAccess access = RunningAccess.start(database, directory)) {
                assertThat(directory.resolve("operator.key")).hasContent(operator);
                assertThat(names(access, answered.size())).containsAll(answered).doesNotHaveDuplicates();
                String next = access.guard()
                        .beginAct(BeginActRequest.newBuilder().setEntry(entry()).build())
                        .getName();
                assertThat(answered).doesNotContain(next);
            }
        }
    }

    private static AuditEntry.Builder entry() {
        return AuditEntry.newBuilder().setPrincipal("keys/abcdefghijkl").setMethod("m");
    }

    private static void beginUntilItFails(ManagedChannel channel, List<String> answered) {
        GuardServiceBlockingStub guard = GuardServiceGrpc.newBlockingStub(channel);
        try {
            while (true) {
                answered.add(guard.withDeadlineAfter(10, TimeUnit.SECONDS)
                        .beginAct(BeginActRequest.newBuilder().setEntry(entry()).build())
                        .getName());
            }
        } catch (StatusRuntimeException killed) {
            assertThat(answered).isNotEmpty();
        }
    }

    /** All of them, as soon as there are so many; the list follows the journal. */
    private static List<String> names(RunningAccess access, int atLeast) throws InterruptedException {
        List<String> names = List.of();
        for (int i = 0; i < 400 && names.size() < atLeast; i++) {
            TimeUnit.MILLISECONDS.sleep(50);
            names = new ArrayList<>();
            String token = "";
            do {
                var page = access.admin()
                        .listAuditEntries(ListAuditEntriesRequest.newBuilder()
                                .setPageSize(1000)
                                .setPageToken(token)
                                .build());
                for (AuditEntry entry : page.getEntriesList()) {
                    names.add(entry.getName());
                }
                token = page.getNextPageToken();
            } while (!token.isEmpty());
        }
        return names;
    }

    private Process start(TestDatabase database, int port) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m"));
        for (Map.Entry<String, Object> setting :
                RunningAccess.settings(database, directory).entrySet()) {
            command.add("-D" + setting.getKey() + "=" + setting.getValue());
        }
        command.add("-Dgiveback.access.grpc.port=" + port);
        command.add("-Dgiveback.access.metrics.port=" + freePort());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), AccessMain.class.getName()));
        Path log = directory.resolve("process.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        ManagedChannel channel = channel(port);
        try {
            while (!answers(channel)) {
                assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
                TimeUnit.MILLISECONDS.sleep(200);
            }
        } finally {
            channel.shutdownNow();
        }
        return process;
    }

    /** NOT_FOUND is an answer as well. */
    private static boolean answers(ManagedChannel channel) {
        try {
            GuardServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(2, TimeUnit.SECONDS)
                    .resolveKey(ResolveKeyRequest.newBuilder().setKeyId("a").build());
            return true;
        } catch (StatusRuntimeException refused) {
            return refused.getStatus().getCode() == Status.Code.NOT_FOUND;
        }
    }

    private static ManagedChannel channel(int port) {
        return NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
