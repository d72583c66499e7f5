package dev.giveback.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.common.TlsKeyPair;
import dev.giveback.platform.lifecycle.StartupException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The port with a certificate: it speaks TLS alone, and takes a new certificate without a restart. */
final class TlsTest {
    @TempDir
    private Path folder;

    private Path write(String name, String type, byte[] bytes) throws Exception {
        String pem = "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + type + "-----\n";
        return Files.writeString(folder.resolve(name), pem);
    }

    private TlsKeyPair newPair() throws Exception {
        TlsKeyPair pair = TlsKeyPair.ofSelfSigned("localhost");
        write("key.pem", "PRIVATE KEY", pair.privateKey().getEncoded());
        write(
                "certificate.pem",
                "CERTIFICATE",
                pair.certificateChain().getFirst().getEncoded());
        return pair;
    }

    private Map<String, ?> settings() {
        return Map.of(
                "giveback.gateway.web.tls.key", folder.resolve("key.pem").toString(),
                "giveback.gateway.web.tls.certificate",
                        folder.resolve("certificate.pem").toString(),
                "giveback.gateway.web.tls.reload", "1s");
    }

    @Test
    void aNewCertificateIsTakenWithoutARestart() throws Exception {
        TlsKeyPair first = newPair();
        try (HttpBench bench = new HttpBench(settings())) {
            assertThat(shown(bench.port())).isEqualTo(first.certificateChain().getFirst());
            TlsKeyPair second = newPair();
            Certificate after = shown(bench.port());
            for (int i = 0; i < 100 && !after.equals(second.certificateChain().getFirst()); i++) {
                Thread.sleep(100);
                after = shown(bench.port());
            }

            assertThat(after).isEqualTo(second.certificateChain().getFirst());
        }
    }

    @Test
    void plainTextIsNotSpokenBesideIt() throws Exception {
        newPair();
        try (HttpBench bench = new HttpBench(settings());
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), bench.port())) {
            socket.getOutputStream()
                    .write("GET /v1/caller HTTP/1.0\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readAllBytes();

            assertThat(new String(answer, java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotStartWith("HTTP");
        }
    }

    @Test
    void aCertificateThatIsNotThereStopsTheStart() {
        assertThatThrownBy(() -> new HttpBench(settings()))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("certificate");
    }

    /** The certificate that the port shows; whether it is to be trusted is not asked. */
    private static Certificate shown(int port) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anything()}, null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    private static final class Anything extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

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
