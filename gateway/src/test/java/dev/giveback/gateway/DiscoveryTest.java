package dev.giveback.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.giveback.gateway.guard.GuardSettings;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.lifecycle.StartupException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens whose keys are found by the issuer's metadata, over real HTTP. */
final class DiscoveryTest {
    private static final String AT = "giveback.gateway.tokens.";
    private static final String AWAY = "UNAVAILABLE KEYS_UNAVAILABLE";
    private static final String WRONG = "UNAUTHENTICATED TOKEN_INVALID";
    private static final byte[] REQUEST = GetCustomerRequest.newBuilder()
            .setName("programs/own/customers/ada")
            .build()
            .toByteArray();

    private static RSAKey one;
    private static RSAKey two;

    private WebIssuer issuer;

    @SuppressWarnings("NullAway.Init") // Set by each test, after what its issuer says.
    private Door door;

    @BeforeAll
    static void draw() throws Exception {
        one = new RSAKeyGenerator(2048).keyID("one").generate();
        two = new RSAKeyGenerator(2048).keyID("two").generate();
    }

    @BeforeEach
    void open() throws Exception {
        issuer = new WebIssuer(one);
    }

    @AfterEach
    void close() throws Exception {
        if (door != null) {
            door.close();
        }
        issuer.close();
    }

    private void open(String fresh, String between, String outage) {
        door = new Door(settings(Map.of("keys.fresh", fresh, "keys.between", between, "keys.outage", outage)));
    }

    private Map<String, Object> settings(Map<String, String> more) {
        Map<String, Object> settings =
                new HashMap<>(Map.of(AT + "issuer", issuer.address(), AT + "audience", "giveback"));
        more.forEach((name, value) -> settings.put(AT + name, value));
        return settings;
    }

    private String call(String bearer) {
        return door.call(CustomerServiceGrpc.getGetCustomerMethod(), "Bearer " + bearer, REQUEST)
                .text();
    }

    private void until(String expected, Callable<String> token) throws Exception {
        Instant end = Instant.now().plusSeconds(60);
        String answer = call(token.call());
        while (!answer.equals(expected) && Instant.now().isBefore(end)) {
            Thread.sleep(50);
            answer = call(token.call());
        }
        assertThat(answer).isEqualTo(expected);
    }

    @Test
    void aTokenOfTheIssuerIsTakenAndItsKeysAreAskedForOnce() throws Exception {
        open("5m", "30s", "1h");
        assertThat(issuer.asked()).isEmpty();

        for (int i = 0; i < 20; i++) {
            assertThat(call(issuer.token(one))).isEqualTo("OK");
        }

        assertThat(issuer.asked()).containsExactly(WebIssuer.METADATA, WebIssuer.KEYS);
    }

    @Test
    void aKeyThatIsNewIsTakenAtOnceAndOneThatIsGoneNoLongerOnceKeysAreAskedForAgain() throws Exception {
        open("1s", "100ms", "1h");
        assertThat(call(issuer.token(one))).isEqualTo("OK");

        issuer.publish(two);

        until("OK", () -> issuer.token(two));
        until(WRONG, () -> issuer.token(one));
    }

    @Test
    void theIssuerMayMoveItsKeys() throws Exception {
        open("1s", "100ms", "1h");
        assertThat(call(issuer.token(one))).isEqualTo("OK");

        try (WebIssuer elsewhere = new WebIssuer(two)) {
            issuer.metadata(issuer.address(), elsewhere.address() + WebIssuer.KEYS);
            until("OK", () -> issuer.token(two));
            assertThat(elsewhere.asked()).containsOnly(WebIssuer.KEYS);
        }
    }

    @Test
    void tokensByStrangeKeysDoNotHaveTheIssuerAskedEachTime() throws Exception {
        open("5m", "1m", "1h");
        for (int i = 0; i < 50; i++) {
            RSAKey strange = new RSAKey.Builder(two).keyID("strange-" + i).build();
            assertThat(call(issuer.token(strange))).isEqualTo(WRONG);
        }

        assertThat(issuer.asked()).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void anIssuerThatIsAwayAtTheStartHoldsUpTokensAloneAndOnlyUntilItIsBack() throws Exception {
        issuer.stop();
        open("5m", "100ms", "1h");
        for (int i = 0; i < 20; i++) {
            assertThat(call(issuer.token(one))).isEqualTo(AWAY);
        }
        assertThat(call(door.guard().adminSecret())).isEqualTo("OK");

        issuer.startAgain();

        until("OK", () -> issuer.token(one));
    }

    @Test
    void anIssuerThatIsAwayLaterIsMissedByNobodyButBearersOfKeysThatAreNew() throws Exception {
        open("1s", "200ms", "1h");
        assertThat(call(issuer.token(one))).isEqualTo("OK");
        issuer.stop();

        // Longer than keys are fresh.
        Instant end = Instant.now().plusMillis(2_500);
        while (Instant.now().isBefore(end)) {
            assertThat(call(issuer.token(one))).isEqualTo("OK");
            assertThat(call(issuer.token(two))).isEqualTo(AWAY);
            Thread.sleep(20);
        }

        issuer.publish(one, two);
        issuer.startAgain();
        until("OK", () -> issuer.token(two));
    }

    @Test
    void keysOfAnIssuerThatStaysAwayAreNotUsedForEver() throws Exception {
        open("1s", "100ms", "2s");
        String kept = issuer.token(one);
        assertThat(call(kept)).isEqualTo("OK");
        issuer.stop();

        until(AWAY, () -> issuer.token(one));

        assertThat(call(kept)).isEqualTo("OK");
        issuer.startAgain();
        until("OK", () -> issuer.token(one));
    }

    @Test
    void anIssuerThatDoesNotAnswerIsAwayToo() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            door = new Door(settings(Map.of("discovery-url", "http://127.0.0.1:" + silent.getLocalPort() + "/")));
            assertThat(call(issuer.token(one))).isEqualTo(AWAY);
            assertThat(call(door.guard().adminSecret())).isEqualTo("OK");
        }
    }

    @Test
    void whatIsWrongWithATokenIsFoundWithKeysFromTheWebAsWell() throws Exception {
        open("5m", "30s", "1h");
        Instant now = Instant.now();
        SignedJWT shared = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(),
                issuer.claims().build());
        shared.sign(new MACSigner(one.toRSAPublicKey().getEncoded()));
        RSAKey stolenName = new RSAKey.Builder(two).keyID("one").build();
        List<String> wrong = List.of(
                WebIssuer.signed(issuer.claims().issuer("http://127.0.0.1:1"), one),
                WebIssuer.signed(issuer.claims().audience("another"), one),
                WebIssuer.signed(issuer.claims().expirationTime(Date.from(now.minusSeconds(120))), one),
                WebIssuer.signed(issuer.claims().notBeforeTime(Date.from(now.plusSeconds(600))), one),
                WebIssuer.signed(issuer.claims(), stolenName),
                shared.serialize(),
                new PlainJWT(issuer.claims().build()).serialize());

        for (String token : wrong) {
            assertThat(call(token)).isEqualTo(WRONG);
        }
        assertThat(door.backend().reached()).isEmpty();
        // The same claims are taken if nothing is wrong with them.
        assertThat(call(issuer.token(one))).isEqualTo("OK");
    }

    @Test
    void keysThatATokenBringsAlongAreNotLookedAt() throws Exception {
        open("5m", "30s", "1h");
        try (WebIssuer attacker = new WebIssuer(two)) {
            JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .keyID("two")
                    .jwk(two.toPublicJWK())
                    .jwkURL(URI.create(attacker.address() + WebIssuer.KEYS))
                    .x509CertURL(URI.create(attacker.address() + "/certificate"));
            assertThat(call(WebIssuer.signed(issuer.claims(), two, header))).isEqualTo(WRONG);
            assertThat(attacker.asked()).isEmpty();
        }
    }

    @Test
    void aHugeTokenIsRefusedBeforeAnybodyIsAsked() throws Exception {
        open("5m", "30s", "1h");
        String huge = WebIssuer.signed(issuer.claims().claim("more", "x".repeat(9_000)), one);
        assertThat(call(huge)).isEqualTo("UNAUTHENTICATED KEY_UNKNOWN");

        String beyondHeaders = WebIssuer.signed(issuer.claims().claim("more", "x".repeat(100_000)), one);
        assertThat(call(beyondHeaders)).isNotEqualTo("OK");
        assertThat(issuer.asked()).isEmpty();
        assertThat(door.backend().reached()).isEmpty();
        assertThat(call(issuer.token(one))).isEqualTo("OK");
    }

    @Test
    void anEndThatIsFarAwayAndProgramsThatAreNoneAreNoBug() throws Exception {
        open("5m", "30s", "1h");
        Date year20000 = Date.from(Instant.ofEpochSecond(568_971_820_800L));
        assertThat(call(WebIssuer.signed(issuer.claims().expirationTime(year20000), one)))
                .isEqualTo("OK");
        assertThat(call(WebIssuer.signed(
                        issuer.claims().claim("giveback_programs", Arrays.asList("", "own", "programs/own")), one)))
                .isEqualTo("OK");
        String without = WebIssuer.signed(issuer.claims().claim("giveback_programs", Arrays.asList("", "own")), one);
        assertThat(call(without)).isEqualTo("NOT_FOUND RESOURCE_NOT_FOUND");
        byte[] nobodys =
                GetCustomerRequest.newBuilder().setName("nobody").build().toByteArray();
        assertThat(door.call(CustomerServiceGrpc.getGetCustomerMethod(), "Bearer " + without, nobodys)
                        .text())
                .isEqualTo("NOT_FOUND RESOURCE_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/hostname",
                "ftp://127.0.0.1/keys",
                "http://192.0.2.1/keys",
                "not an address",
                "jar:file:///x.jar!/y",
                "/keys"
            })
    void metadataThatNameAPlaceThatIsNotToBeAskedAreRefused(String place) throws Exception {
        issuer.metadata(issuer.address(), place);
        open("5m", "100ms", "1h");

        assertThat(call(issuer.token(one))).isEqualTo(AWAY);
        assertThat(issuer.asked()).containsOnly(WebIssuer.METADATA);
    }

    @Test
    void metadataOfAnotherIssuerAreRefused() throws Exception {
        issuer.metadata("https://id.example", issuer.address() + WebIssuer.KEYS);
        open("5m", "100ms", "1h");

        assertThat(call(issuer.token(one))).isEqualTo(AWAY);
        assertThat(issuer.asked()).containsOnly(WebIssuer.METADATA);
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        try (WebIssuer other = new WebIssuer(two)) {
            String keys = other.address() + WebIssuer.KEYS;
            issuer.page(WebIssuer.KEYS, new WebIssuer.Page(302, "", Map.of("Location", keys)));
            open("5m", "100ms", "1h");

            assertThat(call(issuer.token(two))).isEqualTo(AWAY);
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void answersThatAreNoneAreRefused() throws Exception {
        open("1s", "100ms", "1h");
        for (String body : List.of("", "[]", "null", "{", "{\"keys\":7}", "{\"keys\":[" + " ".repeat(300_000) + "]}")) {
            issuer.page(WebIssuer.KEYS, body);
            assertThat(call(issuer.token(one))).as(body.strip()).isEqualTo(AWAY);
        }
        issuer.page(WebIssuer.METADATA, new WebIssuer.Page(500, "sorry", Map.of()));
        assertThat(call(issuer.token(one))).isEqualTo(AWAY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://id.example/", "file://localhost/keys", "ftp://127.0.0.1/", "no address", "https:///x"})
    void metadataInPlainTextStopTheStart(String address) {
        Map<String, Object> settings = settings(Map.of("discovery-url", address));

        assertThatThrownBy(() -> GuardSettings.from(Settings.load(settings, GatewaySettings.RESOURCE)))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("giveback.gateway.tokens.discovery-url: " + address);
    }
}
