package dev.giveback.feedback.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.lifecycle.StartupException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That a call goes where it may and nowhere else, and ends in time whatever the other side does. */
final class WebhookCallsTest {
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
    private static final List<byte[]> SECRETS = List.of(new byte[32]);
    private static final Instant NOW = Instant.parse("2026-07-01T10:00:00Z");

    private final AtomicInteger calls = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            calls.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static CallResult call(Networks networks, String address) {
        try (WebhookCalls client = new WebhookCalls(Duration.ofMillis(500), networks)) {
            return client.post(URI.create(address), "evt_1", BODY, SECRETS, NOW);
        }
    }

    private static Networks networks(DnsResolver names, String... allowed) {
        return new Networks(List.of(allowed), names);
    }

    private static Networks publicOnly() {
        return networks(SystemDefaultDnsResolver.INSTANCE);
    }

    private int port() {
        return server.getAddress().getPort();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "127.0.0.1",
                "127.1.2.3",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::7f00:1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::a00:1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "3fff::1"
            })
    void addressesThatAreNotPublicAreNotCalled(String address) throws UnknownHostException {
        assertThat(publicOnly().allows(address(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450:4001::1"
            })
    void publicAddressesAre(String address) throws UnknownHostException {
        assertThat(publicOnly().allows(address(address))).isTrue();
    }

    @Test
    void aNetworkThatIsAllowedIsCalledAndItsNeighbourIsNot() throws UnknownHostException {
        Networks networks = networks(SystemDefaultDnsResolver.INSTANCE, "10.1.0.0/16", "fd00::/8");
        assertThat(networks.allows(address("10.1.255.255"))).isTrue();
        assertThat(networks.allows(address("10.2.0.0"))).isFalse();
        assertThat(networks.allows(address("fd00::1"))).isTrue();
        assertThat(networks.allows(address("fc00::1"))).isFalse();
    }

    @Test
    void thisMachineIsCalledOnlyIfItIsAllowed() {
        String address = "http://127.0.0.1:" + port() + "/hook";
        assertThat(call(publicOnly(), address))
                .isEqualTo(new CallResult.Unanswered("http: the address is in a private network"));
        assertThat(call(publicOnly(), "http://localhost:" + port() + "/hook"))
                .isEqualTo(new CallResult.Unanswered("http: the address is in a private network"));
        assertThat(calls).hasValue(0);
        assertThat(call(networks(SystemDefaultDnsResolver.INSTANCE, "127.0.0.0/8"), address))
                .isEqualTo(new CallResult.Answered(204, Optional.empty()));
        assertThat(calls).hasValue(1);
    }

    /** The ways in which an IPv4 address can be written that Java or a system's resolver may understand. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.1",
                "2130706433",
                "0x7f000001",
                "0177.0.0.1",
                "[::ffff:127.0.0.1]",
                "[0:0:0:0:0:0:0:1]",
                "localhost",
                "127.0.0.1."
            })
    void otherSpellingsOfThisMachineAreNotCalled(String host) {
        assertThat(call(publicOnly(), "http://" + host + ":" + port() + "/")).isInstanceOf(CallResult.Unanswered.class);
        assertThat(calls).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,false",
        "10.0.0.8,false",
        "[::1],false",
        "localhost,false",
        "2130706433,false",
        "1.1.1.1,true",
        "shop.example,true"
    })
    void whatIsAnAddressIsJudgedAtOnce(String host, boolean isAllowed) {
        assertThat(publicOnly().allowsLiteral(host)).isEqualTo(isAllowed);
    }

    /** DNS that answers another address each time, and one that mixes a public and a private one. */
    @Test
    void aNameThatMeansAnotherAddressEachTimeLeadsNowhere() {
        AtomicInteger asked = new AtomicInteger();
        Networks rebinding = networks(names(host -> asked.incrementAndGet() % 2 == 1
                ? new InetAddress[] {address("203.0.114.1")}
                : new InetAddress[] {address("127.0.0.1")}));
        String address = "http://rebind.example:" + port() + "/";
        // The connection goes to what was judged, a public address where nobody answers.
        assertThat(call(rebinding, address)).isInstanceOf(CallResult.Unanswered.class);
        assertThat(call(rebinding, address))
                .isEqualTo(new CallResult.Unanswered("http: the address is in a private network"));
        assertThat(asked).hasValue(2);
        Networks mixed = networks(names(host -> new InetAddress[] {address("1.1.1.1"), address("127.0.0.1")}));
        assertThat(call(mixed, address))
                .isEqualTo(new CallResult.Unanswered("http: the address is in a private network"));
        assertThat(calls).hasValue(0);
    }

    /** What resolves a name. */
    private interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    private static DnsResolver names(Names names) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                return names.of(host);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getAllByName(text)[0];
    }

    @Test
    void aNameThatMeansNothingIsTold() {
        Networks none = networks(names(host -> {
            throw new UnknownHostException(host);
        }));
        assertThat(call(none, "https://no.example/")).isEqualTo(new CallResult.Unanswered("http: no such host"));
    }

    @Test
    void aServerThatSendsAByteAtATimeDoesNotHoldTheCall() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> drip(socket));
            long began = System.nanoTime();
            assertThat(call(
                            networks(SystemDefaultDnsResolver.INSTANCE, "127.0.0.0/8"),
                            "http://127.0.0.1:" + socket.getLocalPort() + "/"))
                    .isEqualTo(new CallResult.Unanswered("http: no answer in time"));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
        }
    }

    private static void drip(ServerSocket socket) {
        try (Socket connection = socket.accept();
                OutputStream out = connection.getOutputStream()) {
            for (byte one : "HTTP/1.1 200 OK\r\nX-Slow: very, very slow indeed, and it does not end\r\n"
                    .getBytes(StandardCharsets.US_ASCII)) {
                out.write(one);
                out.flush();
                Thread.sleep(100);
            }
        } catch (IOException | InterruptedException ended) {
            // The caller has left, as it should.
        }
    }

    @Test
    void anEndlessBodyIsNotRead() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> endless(socket));
            assertThat(call(
                            networks(SystemDefaultDnsResolver.INSTANCE, "127.0.0.0/8"),
                            "http://127.0.0.1:" + socket.getLocalPort() + "/"))
                    .isEqualTo(new CallResult.Answered(200, Optional.empty()));
        }
    }

    private static void endless(ServerSocket socket) {
        try (Socket connection = socket.accept();
                OutputStream out = connection.getOutputStream()) {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write(new byte[8192]);
            }
        } catch (IOException ended) {
            // The caller has left, as it should.
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120|PT2M",
                "0|",
                "-5|",
                "soon|",
                "99999999999|",
                "100000|PT24H",
                "Wed, 01 Jul 2026 10:01:00 GMT|PT1M",
                "Wed, 01 Jul 2026 09:00:00 GMT|"
            })
    void whoAsksToBeLeftAloneIsUnderstood(String header, String wait) {
        assertThat(RetryAfter.parse(header, NOW))
                .isEqualTo(Optional.ofNullable(wait).map(Duration::parse));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0", "10.0.0.0/33", "shop.example/8", "10.0.0/8", "::1/129", "/8"})
    void whatIsNoNetworkStopsTheStart(String text) {
        Settings settings = Settings.of(com.typesafe.config.ConfigFactory.parseMap(Map.of("private-networks", text)));
        assertThatThrownBy(() -> Networks.from(settings))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("private-networks");
    }
}
