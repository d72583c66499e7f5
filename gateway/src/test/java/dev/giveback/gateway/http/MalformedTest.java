package dev.giveback.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be read is 400 with the field named, never 500, and never ignored. */
final class MalformedTest {
    private static final String CHECKOUT = "/v1/programs/p/customers/c:completeCheckout";
    private static final String STATEMENT = "/v1/programs/p/customers/c/statement";
    private static HttpBench bench;

    @BeforeAll
    static void start() {
        bench = new HttpBench();
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"basket":{"lines":[{"quantity":"many"}]}}          | basket.lines[0].quantity             | VALUE
            {"basket":{"lines":[{"quantity":1.5}]}}             | basket.lines[0].quantity             | VALUE
            {"basket":{"lines":[{},{"quantity":{}}]}}           | basket.lines[1].quantity             | VALUE
            {"basket":{"lines":[{"quantty":1}]}}                | basket.lines[0].quantty              | UNKNOWN_FIELD
            {"basket":{"lines":[{"unitPrice":{"units":"9223372036854775808"}}]}} | basket.lines[0].unit_price.units | VALUE
            {"basket":{"lines":{}}}                             | basket.lines                         | VALUE
            {"basket":{"lines":[null]}}                         | basket.lines[0]                      | VALUE
            {"basket":[]}                                       | basket                               | VALUE
            {"basket":"x"}                                      | basket                               | VALUE
            {"requestId":7}                                     | request_id                           | VALUE
            {"requestId":["a"]}                                 | request_id                           | VALUE
            {"request_id":true}                                 | request_id                           | VALUE
            {"nonsense":1}                                      | nonsense                             | UNKNOWN_FIELD
            {"customer":"programs/p/customers/other"}           | customer                             | DIFFERS
            {"basket":{"points":{"points":5,"x":1}}}  | basket.points.x                      | UNKNOWN_FIELD
            """)
    void aFieldOfTheBodyIsNamed(String body, String field, String rule) throws Exception {
        bench.seen.clear();

        expectViolation(bench.post(CHECKOUT, body), field, rule);

        assertThat(bench.seen).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pageSize=many                       | pageSize            | VALUE
            pageSize=1&pageSize=2               | pageSize            | REPEATED
            pageSize=                           | pageSize            | VALUE
            pageSize=4294967296                 | pageSize            | VALUE
            nonsense=1                          | nonsense            | UNKNOWN_FIELD
            parent=programs/q                   | parent              | REPEATED
            parent.name=q                       | parent.name         | UNKNOWN_FIELD
            pageToken.x.y=q                     | pageToken.x.y       | UNKNOWN_FIELD
            """)
    void aParameterOfTheQueryIsNamed(String query, String field, String rule) throws Exception {
        expectViolation(bench.get(STATEMENT + "?" + query), field, rule);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            types=NOTHING                       | types               | VALUE
            startTime=yesterday                 | startTime           | VALUE
            startTime=2026-02-30T00:00:00Z      | startTime           | VALUE
            oldestFirst=1                       | oldestFirst         | VALUE
            startTime.seconds=5                 | startTime.seconds   | UNKNOWN_FIELD
            """)
    void aParameterOfTheEventsIsNamed(String query, String field, String rule) throws Exception {
        expectViolation(bench.get("/v1/programs/p/customers/c/events?" + query), field, rule);
    }

    private static void expectViolation(HttpResponse<String> response, String field, String rule) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json; charset=utf-8");
        JsonNode error = HttpBench.error(response);
        assertThat(error.get("code").intValue()).isEqualTo(400);
        assertThat(error.get("status").textValue()).isEqualTo("INVALID_ARGUMENT");
        assertThat(error.get("message").textValue()).startsWith(field + ": ");
        assertThat(error.at("/details/0/@type").textValue()).isEqualTo("type.googleapis.com/google.rpc.ErrorInfo");
        assertThat(error.at("/details/0/reason").textValue()).isEqualTo("INVALID_JSON");
        JsonNode violation = error.at("/details/1/fieldViolations/0");
        assertThat(violation.get("field").textValue()).isEqualTo(field);
        assertThat(violation.get("reason").textValue()).isEqualTo(rule);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {                             | the body is not JSON
            {"a":1,}                      | the body is not JSON
            {"requestId":"a"} x           | the body is not JSON
            {requestId:"a"}               | the body is not JSON
            {'requestId':'a'}             | the body is not JSON
            {"requestId":"a","requestId":"b"} | the body is not JSON: Duplicate field 'requestId'
            []                            | the body is a list
            "x"                           | the body is a text
            null                          | the body is null
            NaN                           | the body is not JSON
            """)
    void aBodyThatIsNoObjectIsRefused(String body, String message) throws Exception {
        HttpResponse<String> response = bench.post(CHECKOUT, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(HttpBench.error(response).get("message").textValue()).startsWith(message);
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws Exception {
        HttpResponse<String> response = bench.client()
                .send(
                        bench.request(CHECKOUT)
                                .POST(BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xC3, '"', '}'}))
                                .build(),
                        BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(HttpBench.error(response).get("message").textValue()).isEqualTo("the body is not UTF-8");
    }

    /** What Armeria's reader of requests throws at is no fault of the server. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/programs/p HTTP/1.1\r\nHost: a\r\nConnection: \"\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nConnection: \"\r\n\r\n",
                "NOSUCH /v1/programs/p HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n"
            })
    void aRequestThatCannotBeReadIsABadOne(String request) throws Exception {
        URI there = bench.request("/").build().uri();
        try (Socket socket = new Socket(there.getHost(), there.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400 Bad Request");
        }
    }

    @Test
    void aDeepBodyIsRefused() throws Exception {
        HttpResponse<String> response = bench.post(CHECKOUT, "{\"basket\":".repeat(2000) + "1" + "}".repeat(2000));

        assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void aBodyThatIsTooLargeIsNotRead() throws Exception {
        HttpResponse<String> response = bench.post(CHECKOUT, "{\"requestId\":\"" + "x".repeat(300_000) + "\"}");

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(HttpBench.error(response).at("/details/0/reason").textValue())
                .isEqualTo("BODY_TOO_LARGE");
    }

    @Test
    void pathsVerbsAndTypesThatThereAreNotAreRefusedInJson() throws Exception {
        HttpResponse<String> nothing = bench.get("/v1/nothing/here");
        HttpResponse<String> verb = bench.send("DELETE", STATEMENT, "");
        HttpResponse<String> type = bench.post(CHECKOUT, "a=b", "Content-Type", "application/x-www-form-urlencoded");
        HttpResponse<String> slash = bench.get("/v1/programs/p%2Fcustomers%2Fc");
        HttpResponse<String> body = bench.send("GET", STATEMENT, "{}");
        HttpResponse<String> query = bench.post(CHECKOUT + "?requestId=a", "{}");

        assertThat(nothing.statusCode()).isEqualTo(404);
        assertThat(HttpBench.error(nothing).at("/details/0/reason").textValue()).isEqualTo("NO_SUCH_PATH");
        assertThat(verb.statusCode()).isEqualTo(405);
        assertThat(verb.headers().firstValue("Allow")).hasValue("GET");
        assertThat(type.statusCode()).isEqualTo(415);
        assertThat(slash.statusCode()).isEqualTo(404);
        assertThat(body.statusCode()).isEqualTo(400);
        assertThat(query.statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"x-server-timeout,soon", "x-server-timeout,-1", "grpc-timeout,5", "grpc-timeout,5y"})
    void aTimeThatCannotBeReadIsRefused(String header, String value) throws Exception {
        HttpResponse<String> response = bench.get(STATEMENT, header, value);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(HttpBench.error(response)
                        .at("/details/1/fieldViolations/0/field")
                        .textValue())
                .isEqualTo(header);
    }

    /** Bodies that are right or almost, with bytes changed, dropped and doubled: whatever comes of them, it is no bug of ours. */
    @Test
    void noBodyIsABug() throws Exception {
        String right =
                "{\"requestId\":\"r\",\"orderId\":\"o\",\"basket\":{\"lines\":[{\"product\":\"p\",\"quantity\":\"2\",\"unitPrice\":"
                        + "{\"currencyCode\":\"EUR\",\"units\":\"5\",\"nanos\":1e2}}],\"couponIds\":[\"a\"],\"points\":{\"points\":1.0}}}";
        String alphabet = "{}[]\",:0123456789eE+-.truefalsn\\u0000 \u00e9\ud83d";
        Random random = new Random(20_261_127);
        int refused = 0;
        for (int round = 0; round < 1_500; round++) {
            StringBuilder body = new StringBuilder(right);
            for (int change = random.nextInt(4); change > 0; change--) {
                int at = random.nextInt(body.length());
                switch (random.nextInt(3)) {
                    case 0 -> body.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
                    case 1 -> body.deleteCharAt(at);
                    default -> body.insert(at, body.substring(at, Math.min(body.length(), at + random.nextInt(12))));
                }
            }
            HttpResponse<String> response = bench.post(CHECKOUT, body.toString());

            assertThat(response.statusCode()).as(body.toString()).isIn(200, 400);
            refused += response.statusCode() == 400 ? 1 : 0;
        }
        assertThat(refused).isBetween(500, 1_450);
    }
}
