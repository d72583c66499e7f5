package dev.giveback.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsServerCredentials;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private static Path folder;

    private static KeyStore keys;
    private static Path certificate;

    @BeforeAll
    static void makeACertificate() throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "shop",
                        "-dname",
                        "CN=shop.example",
                        "-ext",
                        "SAN=dns:shop.example",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            keys.load(file, PASSWORD);
        }
        certificate = folder.resolve("ca.pem");
        Files.writeString(
                certificate,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getCertificate("shop").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
    }

    @Test
    void aCertificateThatIsTrustedIsSpokenTo() throws IOException, GeneralSecurityException {
        try (FailingShop shop = shop();
                GivebackClient client = GivebackClient.builder(shop.address())
                        .trust(certificate)
                        .serverName("shop.example")
                        .key("gb_secret")
                        .build()) {
            var unused = client.checkouts().completeCheckout(CompleteCheckoutRequest.getDefaultInstance());
            assertThat(shop.authorizations).containsExactly("Bearer gb_secret");
        }
    }

    @Test
    void anotherNameThanTheCertificatesIsNotSpokenTo() throws IOException, GeneralSecurityException {
        try (FailingShop shop = shop();
                GivebackClient client = GivebackClient.builder(shop.address())
                        .trust(certificate)
                        .key("gb_secret")
                        .build()) {
            assertThatThrownBy(() -> client.checkouts().completeCheckout(CompleteCheckoutRequest.getDefaultInstance()))
                    .isInstanceOf(StatusRuntimeException.class);
            assertThat(shop.authorizations).isEmpty();
        }
    }

    @Test
    void aCertificateThatNobodyKnowsIsNotSpokenTo() throws IOException, GeneralSecurityException {
        try (FailingShop shop = shop();
                GivebackClient client = GivebackClient.builder(shop.address())
                        .serverName("shop.example")
                        .key("gb_secret")
                        .build()) {
            assertThatThrownBy(() -> client.checkouts().completeCheckout(CompleteCheckoutRequest.getDefaultInstance()))
                    .isInstanceOf(StatusRuntimeException.class);
            assertThat(shop.authorizations).isEmpty();
        }
    }

    private static FailingShop shop() throws IOException, GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD);
        return new FailingShop(
                0,
                Status.Code.UNAVAILABLE,
                TlsServerCredentials.newBuilder()
                        .keyManager(factory.getKeyManagers())
                        .build());
    }
}
