package dev.giveback.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.giveback.gateway.guard.GuardSettings;
import dev.giveback.options.v1.Access;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.lifecycle.StartupException;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Callers with tokens of an issuer, through every routed method. */
final class TokenTest {
    private static final String ISSUER = "https://id.example";
    private static final String AUDIENCE = "giveback";

    private static Path directory;
    private static Door door;
    private static RSAKey key;
    private static RSAKey strange;

    @BeforeAll
    static void open(@TempDir Path given) throws Exception {
        directory = given;
        key = new RSAKeyGenerator(2048).keyID("one").generate();
        strange = new RSAKeyGenerator(2048).keyID("one").generate();
        publish(key, 1);
        door = new Door(settings());
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
    }

    private static Map<String, Object> settings() {
        String at = "giveback.gateway.tokens.";
        return Map.of(
                at + "issuer", ISSUER,
                at + "audience", AUDIENCE,
                at + "jwks-file", directory.resolve("keys.json").toString());
    }

    private static void publish(RSAKey published, long second) throws IOException {
        Path file = directory.resolve("keys.json");
        Files.writeString(file, new JWKSet(published.toPublicJWK()).toString());
        Files.setLastModifiedTime(file, FileTime.fromMillis(second * 1000));
    }

    static List<MethodDescriptor<?, ?>> methods() {
        return AuthorisationMatrixTest.methods();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methods")
    void aTokenIsHeldToTheSameRulesAsAKey(MethodDescriptor<?, ?> method) throws Exception {
        String scope = scope(method);
        byte[] own = AuthorisationMatrixTest.naming(method, "programs/own");
        byte[] foreign = AuthorisationMatrixTest.naming(method, "programs/foreign");
        boolean isTenants = own.length > 0;
        boolean isWhole = AuthorisationMatrixTest.rule(method).getWholeInstallation();

        assertThat(call(method, signed(claims(scope, "programs/own"), key), own))
                .isEqualTo(isWhole ? "PERMISSION_DENIED ALL_PROGRAMS_NEEDED" : "OK");
        assertThat(call(method, signed(claims(scope, "*"), key), foreign)).isEqualTo("OK");
        assertThat(call(method, signed(claims(scope, "programs/own"), key), foreign))
                .isEqualTo(
                        isTenants
                                ? "NOT_FOUND RESOURCE_NOT_FOUND"
                                : isWhole ? "PERMISSION_DENIED ALL_PROGRAMS_NEEDED" : "OK");
        assertThat(call(method, signed(claims("unheard.of", "*"), key), own))
                .isEqualTo(scope.equals("any") ? "OK" : "PERMISSION_DENIED SCOPE_MISSING");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methods")
    void noMethodTakesATokenThatIsNotRight(MethodDescriptor<?, ?> method) throws Exception {
        byte[] request = AuthorisationMatrixTest.naming(method, "programs/own");
        int before = door.backend().reached().size();
        JWTClaimsSet.Builder right = claims(scope(method), "*");
        Date past = Date.from(Instant.now().minusSeconds(120));
        byte[] publicKey = key.toRSAPublicKey().getEncoded();
        List<String> wrong = List.of(
                "a.b.c",
                signed(right, strange),
                signed(claims(scope(method), "*").issuer("https://other.example"), key),
                signed(claims(scope(method), "*").audience("another"), key),
                signed(claims(scope(method), "*").expirationTime(past), key),
                signed(claims(scope(method), "*").expirationTime(null), key),
                signed(
                        claims(scope(method), "*")
                                .notBeforeTime(Date.from(Instant.now().plusSeconds(120))),
                        key),
                signed(claims(scope(method), "*").subject(null), key),
                signed(claims(scope(method), "*").subject("ada\r\nx"), key),
                signed(JWSAlgorithm.HS256, right, new MACSigner(publicKey)),
                new PlainJWT(right.build()).serialize());

        for (String token : wrong) {
            assertThat(call(method, token, request)).isEqualTo("UNAUTHENTICATED TOKEN_INVALID");
        }
        assertThat(door.backend().reached()).hasSize(before);
    }

    @Test
    void theServiceLearnsIssuerAndSubject() throws Exception {
        MethodDescriptor<?, ?> method = methods().get(0);
        call(method, signed(claims("*", "*"), key), AuthorisationMatrixTest.naming(method, "programs/own"));

        assertThat(door.backend().reached().getLast().headers().toString())
                .contains("giveback-principal=" + ISSUER + "#ada");
    }

    @Test
    void keysThatTheIssuerChangedAreReadAgain() throws Exception {
        RSAKey fresh = new RSAKeyGenerator(2048).keyID("two").generate();
        MethodDescriptor<?, ?> method = methods().get(0);
        String token = signed(claims("*", "*"), fresh);
        byte[] request = AuthorisationMatrixTest.naming(method, "programs/own");
        assertThat(call(method, token, request)).isEqualTo("UNAUTHENTICATED TOKEN_INVALID");

        publish(fresh, 2);
        try {
            assertThat(call(method, token, request)).isEqualTo("OK");
        } finally {
            publish(key, 3);
        }
    }

    @Test
    void anAlgorithmWithASharedSecretStopsTheStart() {
        for (String algorithms : List.of("HS256", "RS256, HS512", "none")) {
            Map<String, Object> settings = new HashMap<>(settings());
            settings.put("giveback.gateway.tokens.algorithms", algorithms);

            assertThatThrownBy(() -> GuardSettings.from(Settings.load(settings, GatewaySettings.RESOURCE)))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("giveback.gateway.tokens.algorithms: " + algorithms);
        }
    }

    private static String call(MethodDescriptor<?, ?> method, String token, byte[] request) {
        return door.call(method, "Bearer " + token, request).text();
    }

    private static String scope(MethodDescriptor<?, ?> method) {
        return ((ProtoMethodDescriptorSupplier) method.getSchemaDescriptor())
                .getMethodDescriptor()
                .getOptions()
                .getExtension(Access.access)
                .getScope();
    }

    private static JWTClaimsSet.Builder claims(String scope, String program) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("ada")
                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                .claim("scope", "openid " + scope)
                .claim("giveback_programs", List.of(program));
    }

    private static String signed(JWTClaimsSet.Builder claims, RSAKey by) throws JOSEException {
        return signed(JWSAlgorithm.RS256, claims, new RSASSASigner(by), by.getKeyID());
    }

    private static String signed(JWSAlgorithm algorithm, JWTClaimsSet.Builder claims, JWSSigner signer)
            throws JOSEException {
        return signed(algorithm, claims, signer, "one");
    }

    private static String signed(JWSAlgorithm algorithm, JWTClaimsSet.Builder claims, JWSSigner signer, String keyId)
            throws JOSEException {
        SignedJWT token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims.build());
        token.sign(signer);
        return token.serialize();
    }
}
