package dev.giveback.platform.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.giveback.platform.config.Settings;
import dev.giveback.platform.lifecycle.StartupException;
import dev.giveback.platform.v1.EchoRequest;
import dev.giveback.platform.v1.EchoServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.NettyChannelBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS between processes, with real certificates. */
final class TlsTest {
    @TempDir
    private Path directory = Path.of("");

    private @Nullable GrpcServer server;
    private @Nullable ManagedChannel channel;

    @AfterEach
    void stop() throws Exception {
        if (channel != null) {
            Channels.close(channel, Duration.ofSeconds(1));
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void servicesProveToEachOtherWhoTheyAre() throws Exception {
        TestCertificates ours = new TestCertificates(directory, "ours");
        TlsFiles files = ours.certify("loyalty", "loyalty");
        start(files);

        channel = Channels.network(settings(ours.certify("gateway", "gateway")), "127.0.0.1:" + port());

        assertThat(echo()).isEqualTo(Status.Code.OK);
    }

    @Test
    void aStrangersCertificateAndNoneAndPlainTextAreRefused() throws Exception {
        TestCertificates ours = new TestCertificates(directory, "ours");
        start(ours.certify("loyalty", "loyalty"));
        String target = "127.0.0.1:" + port();
        TlsFiles strange = new TestCertificates(directory, "theirs").certify("strange", "strange");

        channel = Channels.network(settings(new TlsFiles(strange.certificate(), strange.key(), ours.ca())), target);
        assertThat(echo()).isEqualTo(Status.Code.UNAVAILABLE);
        closeChannel();
        channel = NettyChannelBuilder.forTarget(
                        target,
                        TlsChannelCredentials.newBuilder()
                                .trustManager(ours.ca().toFile())
                                .build())
                .build();
        assertThat(echo()).isEqualTo(Status.Code.UNAVAILABLE);
        closeChannel();
        channel = Channels.network(target);
        assertThat(echo()).isEqualTo(Status.Code.UNAVAILABLE);
    }

    @Test
    void aServerOfAnotherAuthorityIsNotBelieved() throws Exception {
        TestCertificates ours = new TestCertificates(directory, "ours");
        TlsFiles gateway = ours.certify("gateway", "gateway");
        TlsFiles strange = new TestCertificates(directory, "theirs").certify("strange", "strange");
        start(new TlsFiles(strange.certificate(), strange.key(), ours.ca()));

        channel = Channels.network(settings(gateway), "127.0.0.1:" + port());

        assertThat(echo()).isEqualTo(Status.Code.UNAVAILABLE);
    }

    @Test
    void aCertificateThatWasRenewedIsShownWithoutARestart() throws Exception {
        TestCertificates ours = new TestCertificates(directory, "ours");
        TlsFiles files = ours.certify("public", "before");
        start(new TlsFiles(files.certificate(), files.key(), null));
        assertThat(shown()).isEqualTo("CN=before");

        ours.certify("public", "after");

        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!shown().equals("CN=after") && System.nanoTime() < end) {
            Thread.sleep(200);
        }
        assertThat(shown()).isEqualTo("CN=after");
    }

    @Test
    void plainTextIsServedOnLoopbackOnlyUnlessItIsAskedForByName() {
        assertThatThrownBy(() -> start(new Endpoint.Network("0.0.0.0", 0)))
                .isInstanceOf(StartupException.class)
                .hasMessage("gRPC without TLS at 0.0.0.0:0 (expected: an address of loopback, or a certificate, or"
                        + " giveback.platform.grpc.allow-plaintext = true)");

        start(new Endpoint.Network("0.0.0.0", 0, new Endpoint.Wire.Plain(true)));
        channel = Channels.network("127.0.0.1:" + port());
        assertThat(echo()).isEqualTo(Status.Code.OK);
    }

    @Test
    void filesThatCannotBeReadStopTheStart() {
        Path nowhere = directory.resolve("nowhere.pem");

        assertThatThrownBy(() -> start(new TlsFiles(nowhere, nowhere, null)))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("nowhere.pem");
    }

    private void start(TlsFiles files) {
        start(new Endpoint.Network("127.0.0.1", 0, new Endpoint.Wire.Tls(files)));
    }

    private void start(Endpoint.Network endpoint) {
        Settings settings = Settings.load(
                Map.of("giveback.platform.grpc.drain.notice", "0s", "giveback.platform.grpc.drain.limit", "1s"));
        server = GrpcServer.start(
                GrpcServerSettings.from(settings),
                List.of(endpoint),
                List.of(EchoHandler.service()),
                List.of(),
                new SimpleMeterRegistry());
    }

    private static Settings settings(TlsFiles files) {
        Map<String, Object> overrides = new HashMap<>();
        overrides.put("giveback.platform.tls.certificate", files.certificate().toString());
        overrides.put("giveback.platform.tls.key", files.key().toString());
        overrides.put("giveback.platform.tls.ca", String.valueOf(files.ca()));
        return Settings.load(overrides);
    }

    private int port() {
        return Objects.requireNonNull(server).port();
    }

    private void closeChannel() throws InterruptedException {
        Channels.close(Objects.requireNonNull(channel), Duration.ofSeconds(1));
    }

    private Status.Code echo() {
        StatusRuntimeException refused = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> EchoServiceGrpc.newBlockingStub(Objects.requireNonNull(channel))
                        .echo(EchoRequest.getDefaultInstance()));
        return refused == null ? Status.Code.OK : refused.getStatus().getCode();
    }

    private String shown() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anyone()}, null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
            socket.startHandshake();
            X509Certificate first = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return first.getSubjectX500Principal().getName();
        }
    }

    /** Believes whoever it is, to see who they say they are. */
    private static final class Anyone implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
