package dev.giveback.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.giveback.access.v1.CreateSessionResponse;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A key exchanged for a cookie, and what the cookie may do. */
final class SessionTest {
    private static final String SESSION = "/console/session";
    private static final String CHECKOUT = "/v1/programs/p/customers/c:completeCheckout";
    private static final String CUSTOMER = "/v1/programs/p/customers/c";

    private final HttpBench bench = new HttpBench();
    /** The access service of this bench gives out a key that it has. */
    private final String session = bench.guard().adminSecret();

    SessionTest() {
        bench.answer = this::answer;
    }

    private void answer(ServerCall<Message, Message> call, Message request) {
        if (call.getMethodDescriptor().getFullMethodName().endsWith("CreateSession")) {
            HttpBench.answer(
                    call,
                    CreateSessionResponse.newBuilder()
                            .setSecret(session)
                            .setExpireTime(Timestamp.newBuilder()
                                    .setSeconds(Instant.now().getEpochSecond() + 28_800))
                            .build());
        } else {
            HttpBench.nothing(call, request);
        }
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private HttpResponse<String> open(String... headers) throws Exception {
        return bench.post(SESSION, "{\"key\":\"" + bench.guard().adminSecret() + "\"}", headers);
    }

    @Test
    void aKeyIsExchangedForACookieThatScriptsCannotRead() throws Exception {
        HttpResponse<String> response = open();

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(HttpBench.json(response).get("expireTime").textValue()).endsWith("Z");
        assertThat(response.body()).doesNotContain(session);
        String cookie = response.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).startsWith("giveback=" + session + "; Max-Age=");
        assertThat(cookie).contains("; Path=/").contains("; HTTPOnly").contains("; SameSite=Strict");
        assertThat(cookie).doesNotContain("Domain").doesNotContain("Secure");
        HttpBench.Seen seen = bench.seen.getLast();
        assertThat(seen.method()).isEqualTo("giveback.access.v1.AccessService/CreateSession");
    }

    @Test
    void theCookieIsTheAuthorization() throws Exception {
        HttpResponse<String> read = bench.get(CUSTOMER, "Cookie", "other=1; giveback=" + session);
        HttpResponse<String> write = bench.post(
                CHECKOUT,
                "{}",
                "Cookie",
                "giveback=" + session,
                "X-Giveback-Console",
                "1",
                "Sec-Fetch-Site",
                "same-origin");
        HttpResponse<String> stranger =
                bench.get(CUSTOMER, "Cookie", "giveback=" + bench.guard().newSecret());
        HttpResponse<String> nobody = bench.get(CUSTOMER, "Cookie", "other=1");

        assertThat(read.statusCode()).as(read.body()).isEqualTo(200);
        assertThat(write.statusCode()).as(write.body()).isEqualTo(200);
        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(nobody.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"giveback\"");
        assertThat(HttpBench.error(nobody).at("/details/0/reason").textValue()).isEqualTo("KEY_REQUIRED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            X-Other            | 1
            X-Giveback-Console | 0
            Sec-Fetch-Site     | cross-site
            Sec-Fetch-Site     | same-site
            Sec-Fetch-Site     | none
            Origin             | https://evil.example
            Origin             | null
            """)
    void whatAnotherSiteCouldHaveSentIsRefused(String header, String value) throws Exception {
        boolean isConsole = header.startsWith("Sec") || header.equals("Origin");
        HttpResponse<String> response = bench.post(
                CHECKOUT,
                "{}",
                "Cookie",
                "giveback=" + session,
                isConsole ? "X-Giveback-Console" : "X-Nothing",
                "1",
                header,
                value);

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(HttpBench.error(response).at("/details/0/reason").textValue())
                .isEqualTo("CROSS_SITE");
        assertThat(bench.seen).isEmpty();
    }

    @Test
    void anotherSiteCannotOpenASession() throws Exception {
        assertThat(open("Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
        assertThat(open("Content-Type", "text/plain").statusCode()).isEqualTo(400);
        assertThat(bench.seen).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock = "{}\n{\"key\":5}\n{\"key\":\"\"}\n{\"key\":\"a b\"}\n[]\nx")
    void whatIsNoKeyIsRefusedWithoutBeingRepeated(String body) throws Exception {
        HttpResponse<String> response = bench.post(SESSION, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(bench.seen).isEmpty();
    }

    @Test
    void aKeyThatIsNotKnownOpensNothing() throws Exception {
        HttpResponse<String> response =
                bench.post(SESSION, "{\"key\":\"" + bench.guard().newSecret() + "\"}");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void aSessionEndsAndItsCookieGoes() throws Exception {
        HttpResponse<String> ended =
                bench.send("DELETE", SESSION, "", "Cookie", "giveback=" + session, "X-Giveback-Console", "1");
        bench.answer = (call, request) -> call.close(Status.FAILED_PRECONDITION, new Metadata());
        HttpResponse<String> again =
                bench.send("DELETE", SESSION, "", "Cookie", "giveback=" + session, "X-Giveback-Console", "1");
        HttpResponse<String> none = bench.send("DELETE", SESSION, "", "Cookie", "other=1");
        HttpResponse<String> forged = bench.send("DELETE", SESSION, "", "Cookie", "giveback=" + session);

        assertThat(bench.seen.getFirst().method()).isEqualTo("giveback.access.v1.AccessService/EndSession");
        for (HttpResponse<String> response : List.of(ended, again, none)) {
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Set-Cookie").orElseThrow())
                    .startsWith("giveback=; Max-Age=0");
        }
        assertThat(forged.statusCode()).isEqualTo(403);
    }

    @Test
    void filesOfTheConsoleComeWithAStrictPolicyAndATag() throws Exception {
        HttpResponse<String> page = bench.get("/console/");
        HttpResponse<String> chart = bench.get("/console/lib/uplot/uPlot.esm.js");
        HttpResponse<String> again = bench.get(
                "/console/", "If-None-Match", page.headers().firstValue("ETag").orElseThrow());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(chart.statusCode()).isEqualTo(200);
        assertThat(chart.headers().firstValue("Content-Type").orElseThrow()).contains("javascript");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(bench.get("/console/nothing.js").statusCode()).isEqualTo(404);
        assertThat(bench.get("/").statusCode()).isEqualTo(307);
    }
}
