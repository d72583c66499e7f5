package dev.giveback.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An issuer of tokens on a real HTTP server of loopback, which can be stopped and started again on its port. */
final class WebIssuer implements AutoCloseable {
    static final String METADATA = "/.well-known/openid-configuration";
    static final String KEYS = "/keys";

    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private final int port;

    /** What is answered to a path. */
    record Page(int status, String body, Map<String, String> headers) {}

    WebIssuer(RSAKey... keys) throws IOException {
        server = start(0);
        port = server.getAddress().getPort();
        metadata(address(), address() + KEYS);
        publish(keys);
    }

    private HttpServer start(int at) throws IOException {
        HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
        started.createContext("/", this::answer);
        started.start();
        return started;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        Page page = pages.getOrDefault(path, new Page(404, "", Map.of()));
        page.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(page.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    /** What it says of itself from now on. */
    void metadata(String issuer, String keys) {
        page(METADATA, "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + keys + "\"}");
    }

    void publish(RSAKey... keys) {
        page(KEYS, new JWKSet(List.of(keys)).toString());
    }

    void page(String path, String body) {
        page(path, new Page(200, body, Map.of("Content-Type", "application/json")));
    }

    void page(String path, Page page) {
        pages.put(path, page);
    }

    /** The paths that were asked for, in order. */
    List<String> asked() {
        return asked;
    }

    void stop() {
        server.stop(0);
    }

    void startAgain() throws IOException {
        server = start(port);
    }

    /** Claims that are right in everything. */
    JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(address())
                .audience("giveback")
                .subject("ada")
                .jwtID(UUID.randomUUID().toString())
                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                .claim("scope", "openid customer.read")
                .claim("giveback_programs", List.of("programs/own"));
    }

    /** A token that is right in everything, and new. */
    String token(RSAKey by) throws JOSEException {
        return signed(claims(), by);
    }

    static String signed(JWTClaimsSet.Builder claims, RSAKey by) throws JOSEException {
        return signed(claims, by, new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(by.getKeyID()));
    }

    static String signed(JWTClaimsSet.Builder claims, RSAKey by, JWSHeader.Builder header) throws JOSEException {
        SignedJWT token = new SignedJWT(header.build(), claims.build());
        token.sign(new RSASSASigner(by));
        return token.serialize();
    }

    @Override
    public void close() {
        stop();
    }
}
