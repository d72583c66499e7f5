package dev.giveback.torture.fuzz;

import com.google.type.Money;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.giveback.access.AccessService;
import dev.giveback.access.AccessSettings;
import dev.giveback.access.v1.AccessServiceGrpc;
import dev.giveback.access.v1.CreateKeyRequest;
import dev.giveback.access.v1.Key;
import dev.giveback.coupon.CouponService;
import dev.giveback.coupon.CouponSettings;
import dev.giveback.feedback.FeedbackService;
import dev.giveback.feedback.FeedbackSettings;
import dev.giveback.gateway.Gateway;
import dev.giveback.gateway.GatewaySettings;
import dev.giveback.gateway.http.HttpPort;
import dev.giveback.gateway.http.HttpSettings;
import dev.giveback.gateway.web.CustomerPages;
import dev.giveback.gateway.web.WebSettings;
import dev.giveback.loyalty.LoyaltyService;
import dev.giveback.loyalty.LoyaltySettings;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.EarningPolicy;
import dev.giveback.loyalty.v1.EarningRate;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.grpc.Channels;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.lifecycle.Lifecycle;
import dev.giveback.recommendation.RecommendationService;
import dev.giveback.recommendation.RecommendationSettings;
import dev.giveback.testkit.TestGuard;
import dev.giveback.testkit.TestMasterKeys;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** All services and the gateway in this process, on a database that the caller gives; one program, and a key of it with all scopes. */
final class Installation implements AutoCloseable {
    static final String ISSUER = "https://issuer.invalid";
    static final String AUDIENCE = "giveback";

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Lifecycle lifecycle = new Lifecycle();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final String id = UUID.randomUUID().toString();
    private final Login login;
    private final ECKey issuerKey;
    private final Channel strangers;
    private final Channel operator;
    private final Channel tenant;
    private final String operatorSecret;
    private final String tenantSecret;
    private final HttpPort web;

    /**
     * How to enter a database.
     *
     * @param url of it, as JDBC has it
     */
    record Login(String url, String user, String password) {}

    /**
     * Starts it.
     *
     * @param folder for files of the services
     */
    Installation(Login login, Path folder) throws IOException, JOSEException {
        this.login = login;
        issuerKey = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
        Path operatorKey = folder.resolve("operator.key");
        lifecycle.add(
                "access service",
                LIMIT,
                AccessService.start(
                        AccessSettings.load(settings(
                                "access", Map.of("giveback.access.operator-key.file", operatorKey.toString()))),
                        endpoints("access"),
                        meters,
                        InstantSource.system()));
        lifecycle.add(
                "loyalty service",
                LIMIT,
                LoyaltyService.start(
                        LoyaltySettings.load(settings(
                                "loyalty",
                                Map.of(
                                        TestMasterKeys.SETTING,
                                        TestMasterKeys.KEYSET,
                                        "giveback.loyalty.seal.directory",
                                        folder.resolve("seals").toString()))),
                        endpoints("loyalty"),
                        meters,
                        InstantSource.system()));
        ManagedChannel loyalty = channel(name("loyalty"));
        lifecycle.add(
                "coupon service",
                LIMIT,
                CouponService.start(
                        CouponSettings.load(settings("coupon", Map.of())),
                        endpoints("coupon"),
                        meters,
                        InstantSource.system(),
                        loyalty));
        ManagedChannel coupon = channel(name("coupon"));
        startReaders(folder, loyalty, coupon);
        Gateway gateway = startGateway(folder, loyalty, coupon);
        strangers = channel(gateway.insideName());
        operatorSecret = Files.readString(operatorKey).strip();
        operator = with(operatorSecret);
        tenantSecret = newKey();
        tenant = with(tenantSecret);
        web = startWeb(gateway);
        createProgram();
    }

    private void startReaders(Path folder, Channel loyalty, Channel coupon) {
        lifecycle.add(
                "recommendation service",
                LIMIT,
                RecommendationService.start(
                        RecommendationSettings.load(settings(
                                "recommendation",
                                Map.of(
                                        "giveback.recommendation.snapshot-directory",
                                        folder.resolve("models").toString()))),
                        endpoints("recommendation"),
                        meters,
                        InstantSource.system(),
                        loyalty,
                        coupon));
        // Webhooks may go nowhere, not even on this machine.
        lifecycle.add(
                "feedback service",
                LIMIT,
                FeedbackService.start(
                        FeedbackSettings.load(settings(
                                "feedback",
                                Map.of(
                                        "giveback.feedback.mail.transport",
                                        "folder",
                                        "giveback.feedback.mail.folder",
                                        folder.resolve("outbox").toString(),
                                        "giveback.feedback.links.key-file",
                                        folder.resolve("feedback.key").toString()))),
                        endpoints("feedback"),
                        meters,
                        InstantSource.system(),
                        loyalty,
                        coupon));
    }

    private Gateway startGateway(Path folder, Channel loyalty, Channel coupon) throws IOException {
        Path keys = folder.resolve("issuer.json");
        Files.writeString(keys, new JWKSet(issuerKey.toPublicJWK()).toString());
        Map<String, Object> settings = new HashMap<>();
        String gateway = "giveback.gateway.";
        settings.put(gateway + "grpc.port", "0");
        settings.put(gateway + "tokens.issuer", ISSUER);
        settings.put(gateway + "tokens.audience", AUDIENCE);
        settings.put(gateway + "tokens.jwks-file", keys.toString());
        settings.put(gateway + "guard.customer-requests-per-second", 1_000_000);
        settings.put(gateway + "guard.key-requests-per-second", 1_000_000);
        settings.put(gateway + "guard.guesses.by-customer", 1_000_000);
        settings.put(gateway + "guard.guesses.by-key", 1_000_000);
        settings.put("giveback.platform.grpc.drain.notice", "0s");
        Map<String, Channel> backends = Map.of(
                Gateway.LOYALTY, loyalty,
                Gateway.COUPON, coupon,
                Gateway.RECOMMENDATION, channel(name("recommendation")),
                Gateway.FEEDBACK, channel(name("feedback")),
                Gateway.ACCESS, channel(name("access")));
        return lifecycle.add(
                "gateway",
                LIMIT,
                Gateway.start(
                        GatewaySettings.from(Settings.load(settings, GatewaySettings.RESOURCE)), backends, meters));
    }

    private HttpPort startWeb(Gateway gateway) {
        Settings front = Settings.load(Map.of("giveback.gateway.web.port", "0"), GatewaySettings.RESOURCE);
        CustomerPages pages = CustomerPages.of(WebSettings.from(front), channel(name("feedback")), meters);
        return lifecycle.add(
                "web port",
                LIMIT,
                HttpPort.start(HttpSettings.from(front), gateway.insideName(), Gateway.services(), pages, meters));
    }

    private String name(String service) {
        return service + "-" + id;
    }

    private List<Endpoint> endpoints(String service) {
        return List.of(new Endpoint.InProcess(name(service)));
    }

    private Map<String, Object> settings(String service, Map<String, Object> own) {
        String at = "giveback." + service + ".database.";
        Map<String, Object> settings = new HashMap<>(own);
        settings.put(at + "url", login.url());
        settings.put(at + "user", login.user());
        settings.put(at + "password", login.password());
        settings.put("giveback.platform.grpc.drain.notice", "0s");
        return settings;
    }

    private ManagedChannel channel(String name) {
        ManagedChannel channel = Channels.inProcess(name);
        lifecycle.onStop("channel to " + name, LIMIT, () -> Channels.close(channel, Duration.ofSeconds(1)));
        return channel;
    }

    private Channel with(String secret) {
        return ClientInterceptors.intercept(strangers, TestGuard.calling(secret));
    }

    private String newKey() {
        return AccessServiceGrpc.newBlockingStub(operator)
                .createKey(CreateKeyRequest.newBuilder()
                        .setRequestId("tenant")
                        .setKey(Key.newBuilder()
                                .setDisplayName("tenant")
                                .addScopes("*")
                                .addPrograms(MessageMaker.PROGRAM))
                        .build())
                .getSecret();
    }

    private void createProgram() {
        var unused = ProgramServiceGrpc.newBlockingStub(operator)
                .createProgram(CreateProgramRequest.newBuilder()
                        .setRequestId("create")
                        .setProgram(Program.newBuilder()
                                .setName(MessageMaker.PROGRAM)
                                .setCurrencyCode("GBP")
                                .setTimeZone("Europe/London")
                                .setEarning(EarningPolicy.newBuilder()
                                        .setRate(EarningRate.newBuilder()
                                                .setPoints(1)
                                                .setPer(Money.newBuilder()
                                                        .setCurrencyCode("GBP")
                                                        .setUnits(1)))))
                        .build());
    }

    /** To the gateway, with the key that may do everything. */
    Channel operator() {
        return operator;
    }

    /** To the gateway, with the key of the program. */
    Channel tenant() {
        return tenant;
    }

    /** To the gateway, with this bearer. */
    Channel bearing(String bearer) {
        return with(bearer);
    }

    /** Of the key that may do everything. */
    String operatorSecret() {
        return operatorSecret;
    }

    /** Of the program's key. */
    String tenantSecret() {
        return tenantSecret;
    }

    /** Where the gateway serves HTTP, on loopback. */
    int webPort() {
        return web.port();
    }

    /** By which the issuer signs tokens. */
    ECKey issuerKey() {
        return issuerKey;
    }

    @Override
    public void close() {
        lifecycle.close();
    }
}
