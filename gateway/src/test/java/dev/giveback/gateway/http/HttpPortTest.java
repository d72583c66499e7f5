package dev.giveback.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.gateway.GatewaySettings;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.lifecycle.StartupException;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is served where, and what a port refuses to be. */
final class HttpPortTest {

    @Test
    void aPortThatServesPagesServesNothingElse() throws Exception {
        try (HttpBench bench = new HttpBench(Map.of("giveback.gateway.web.surfaces", "pages"))) {
            assertThat(bench.get("/f/abc").statusCode()).isNotEqualTo(404);
            for (String path : new String[] {"/v1/caller", "/console/", "/docs/", "/openapi.json"}) {
                assertThat(bench.get(path).statusCode()).as(path).isEqualTo(404);
            }
            assertThat(bench.post("/console/session", "{}").statusCode()).isEqualTo(404);
            assertThat(bench.post("/giveback.platform.v1.EchoService/Echo", "{}")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(bench.seen).isEmpty();
        }
    }

    @Test
    void aPortOfTheApiServesNoPages() throws Exception {
        try (HttpBench bench = new HttpBench(Map.of("giveback.gateway.web.surfaces", "api"))) {
            HttpResponse<String> page = bench.get("/f/abc");

            assertThat(page.statusCode()).isEqualTo(404);
            assertThat(bench.get("/v1/caller").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void pagesOfOtherSitesMayCallOnlyIfTheyAreListed() throws Exception {
        String[] preflight = {
            "Origin", "https://shop.example",
            "Access-Control-Request-Method", "POST",
            "Access-Control-Request-Headers", "authorization, content-type"
        };
        System.setProperty(
                "jdk.httpclient.allowRestrictedHeaders",
                "origin,access-control-request-method,access-control-request-headers");
        try (HttpBench off = new HttpBench();
                HttpBench on = new HttpBench(Map.of("giveback.gateway.web.cors-origins", "https://shop.example"))) {
            String path = "/v1/programs/p/customers/c:completeCheckout";
            assertThat(off.send("OPTIONS", path, "", preflight).headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
            HttpResponse<String> allowed = on.send("OPTIONS", path, "", preflight);
            assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue("https://shop.example");
            assertThat(allowed.headers().firstValue("Access-Control-Allow-Credentials"))
                    .isEmpty();
            HttpResponse<String> other = on.get("/v1/caller", "Origin", "https://other.example");
            assertThat(other.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    @Test
    void whoCallsIsTheirAddressUnlessAProxyIsTrusted() throws Exception {
        try (HttpBench plain = new HttpBench();
                HttpBench behind = new HttpBench(Map.of("giveback.gateway.web.trusted-proxies", "127.0.0.1, ::1"))) {
            String[] told = {"X-Forwarded-For", "203.0.113.9", "X-Forwarded-Proto", "https"};
            String[] session = {"Cookie", "__Host-giveback=" + behind.guard().adminSecret()};

            assertThat(plain.get("/v1/caller", session[0], session[1], told[2], told[3])
                            .statusCode())
                    .isEqualTo(401);
            assertThat(behind.get("/v1/caller", session[0], session[1], told[2], told[3])
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            host            | 0.0.0.0       | setting giveback.gateway.web.host: 0.0.0.0 (expected: a loopback address
            host            | 192.0.2.1     | setting giveback.gateway.web.host: 192.0.2.1 (expected: a loopback address
            surfaces        | pages,apples  | setting giveback.gateway.web.surfaces: pages,apples (expected: one or more of pages
            surfaces        | console       | setting giveback.gateway.web.surfaces: console (expected
            tls.key         | key.pem       | settings giveback.gateway.web.tls.certificate and giveback.gateway.web.tls.key: only one is set
            trusted-proxies | proxy.example | setting giveback.gateway.web.trusted-proxies: proxy.example (expected: IP addresses
            max-body-size   | 1             | setting giveback.gateway.web.max-body-size: 1 (expected: a size from 16384
            heartbeat       | 1h            | setting giveback.gateway.web.heartbeat: 1h (expected: a duration from 100ms to 300s
            """)
    void aWrongSettingIsToldByKeyValueAndExpectation(String key, String value, String message) {
        Settings settings = Settings.load(Map.of("giveback.gateway.web." + key, value), GatewaySettings.RESOURCE);

        assertThatThrownBy(() -> HttpSettings.from(settings))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void plainTextBeyondLoopbackCanBeAskedForByName() {
        HttpSettings settings = HttpSettings.from(Settings.load(
                Map.of("giveback.gateway.web.host", "0.0.0.0", "giveback.gateway.web.plain-text-beyond-loopback", true),
                GatewaySettings.RESOURCE));

        assertThat(settings.endpoint().host()).isEqualTo("0.0.0.0");
    }
}
