package dev.giveback.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Who asks in plain text whether a gateway with a certificate is ready, is told by the page of health. */
final class HealthPageTest {
    private static int check(int grpcPort, int httpPort) {
        return new CommandLine(new UpCommand())
                .execute(
                        "--check", "--grpc-port", "" + grpcPort, "--http-port", "" + httpPort, "--data-dir", "nowhere");
    }

    private static HttpServer page(int status) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/health/ready", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    void isReadyWhenThePageSaysSo() throws Exception {
        HttpServer ready = page(200);
        HttpServer starting = page(503);
        try {
            int here = ready.getAddress().getPort();
            assertThat(HealthPage.saysReady(here)).isTrue();
            assertThat(HealthPage.saysReady(starting.getAddress().getPort())).isFalse();
            // The other port speaks no gRPC in plain text either.
            assertThat(check(here, here)).isZero();
            assertThat(check(here, starting.getAddress().getPort())).isNotZero();
        } finally {
            ready.stop(0);
            starting.stop(0);
        }
        assertThat(HealthPage.saysReady(ready.getAddress().getPort())).isFalse();
    }
}
