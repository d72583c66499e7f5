package dev.giveback.gateway.web;

import static dev.giveback.gateway.web.AnswerBench.TOKEN;
import static dev.giveback.gateway.web.AnswerBench.page;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import dev.giveback.feedback.v1.ContactPurpose;
import dev.giveback.feedback.v1.OpenUnsubscribeResponse;
import dev.giveback.feedback.v1.UnsubscribeRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class UnsubscribePagesTest {
    private static final String LINK = "/u/" + TOKEN;

    private static AnswerBench bench;

    @BeforeAll
    static void start() throws Exception {
        bench = new AnswerBench();
    }

    @AfterAll
    static void stop() throws Exception {
        bench.close();
    }

    @BeforeEach
    void answersAsEver() {
        bench.answerAsEver();
    }

    @Test
    void readingTheLinkUnsubscribesFromNothing() throws Exception {
        Document page = page(bench.get(LINK));

        assertThat(page.text()).contains("The Shop", "questions about what you think");
        assertThat(page.select("form[method=post]")).hasSize(2);
        assertThat(bench.unsubscribed).isEmpty();
    }

    @Test
    void aButtonUnsubscribesFromThePurposeAndTheOtherFromEverything() throws Exception {
        assertThat(page(bench.post(LINK, List.of(entry("all", "0")))).text()).contains("You have unsubscribed");
        assertThat(page(bench.post(LINK, List.of(entry("all", "1")))).text()).contains("all messages");

        assertThat(bench.unsubscribed)
                .containsExactly(
                        UnsubscribeRequest.newBuilder().setToken(TOKEN).build(),
                        UnsubscribeRequest.newBuilder()
                                .setToken(TOKEN)
                                .setAllPurposes(true)
                                .build());
    }

    @Test
    void theOneClickOfAMailProgramUnsubscribes() throws Exception {
        HttpResponse<String> response = bench.send(
                "POST",
                LINK,
                "List-Unsubscribe=One-Click",
                "Content-Type",
                "application/x-www-form-urlencoded; charset=UTF-8");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(bench.unsubscribed).hasSize(1);
    }

    /** RFC 8058, section 3.2: the body should be of several parts, and may be urlencoded. */
    @Test
    void theOneClickMayComeInParts() throws Exception {
        HttpResponse<String> response = bench.send(
                "POST",
                LINK,
                "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n",
                "Content-Type",
                "multipart/form-data; boundary=x");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(bench.unsubscribed)
                .containsExactly(UnsubscribeRequest.newBuilder().setToken(TOKEN).build());
    }

    @Test
    void whoHasUnsubscribedIsToldSo() throws Exception {
        bench.openUnsubscribe = request -> OpenUnsubscribeResponse.newBuilder()
                .setPurpose(ContactPurpose.CONTACT_PURPOSE_MARKETING)
                .setUnsubscribed(true)
                .setLanguageCode("es")
                .build();
        Document page = page(bench.get(LINK));

        assertThat(page.expectFirst("html").attr("lang")).isEqualTo("es");
        assertThat(page.text()).contains("Ya se dio de baja de esto: ofertas y felicitaciones.");
        assertThat(page.select("form")).hasSize(1);
    }

    @Test
    void aForgedLinkUnsubscribesNobody() throws Exception {
        bench.openUnsubscribe = request -> {
            throw AnswerBench.refused(Code.NOT_FOUND, "LINK_NOT_VALID", Map.of());
        };

        assertThat(bench.get(LINK).statusCode()).isEqualTo(404);
    }
}
