package dev.giveback.gateway.web;

import static dev.giveback.gateway.web.AnswerBench.TOKEN;
import static dev.giveback.gateway.web.AnswerBench.page;
import static dev.giveback.gateway.web.AnswerBench.refused;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import dev.giveback.feedback.v1.ChosenIds;
import dev.giveback.feedback.v1.OpenInvitationResponse;
import dev.giveback.feedback.v1.QuestionAnswer;
import dev.giveback.feedback.v1.QuestionKind;
import dev.giveback.feedback.v1.Reward;
import dev.giveback.feedback.v1.SubmitResponseResponse;
import io.grpc.Status;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class SurveyPagesTest {
    private static final String LINK = "/f/" + TOKEN;
    private static final List<Entry<String, String>> COMPLETE = List.of(
            entry("lang", "en"),
            entry("score.recommend", "9"),
            entry("text.why", "Nothing,\r\nreally"),
            entry("choice.where", "web"),
            entry("choice.what", "price"),
            entry("choice.what", "people"));

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
    void theSurveyIsShownWithALabelForEveryField() throws Exception {
        HttpResponse<String> response = bench.get(LINK);
        Document page = page(response);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(page.expectFirst("html").attr("lang")).isEqualTo("en");
        assertThat(page.expectFirst("h1").text()).isEqualTo("How was your purchase?");
        assertThat(page.select(".reward").text()).contains("50 points");
        assertThat(page.select("input[name=score.recommend]")).hasSize(11);
        assertThat(page.select("input[name=score.service]")).hasSize(5 + 1);
        assertThat(page.select("input[name=score.ease]")).hasSize(7 + 1);
        assertThat(page.select("input[type=checkbox]")).hasSize(2);
        for (Element field : page.select("input:not([type=hidden]), textarea")) {
            boolean isInLabel =
                    field.parents().stream().anyMatch(above -> above.tagName().equals("label"));
            assertThat(isInLabel || page.selectFirst("label[for=" + field.id() + "]") != null)
                    .as(field.outerHtml())
                    .isTrue();
        }
        assertThat(page.select("fieldset"))
                .allSatisfy(group -> assertThat(group.selectFirst("legend")).isNotNull());
        assertThat(page.select("script, [onclick], [onsubmit], link, img, iframe"))
                .isEmpty();
    }

    @Test
    void headersKeepThePageToItself() throws Exception {
        for (HttpResponse<String> response :
                List.of(bench.get(LINK), bench.post(LINK, COMPLETE), bench.get("/nothing"), bench.get("/u/" + TOKEN))) {
            var headers = response.headers();
            assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'")
                    .contains("frame-ancestors 'none'")
                    .contains("form-action 'self'")
                    .doesNotContain("unsafe")
                    .doesNotContain("script");
            assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
            assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
            assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(headers.firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
            assertThat(headers.firstValue("Server")).isEmpty();
        }
    }

    @Test
    void anotherLanguageIsOneLinkAway() throws Exception {
        Document english = page(bench.get(LINK));
        String german = english.expectFirst("nav a[hreflang=de]").attr("href");
        Document page = page(bench.get(german));

        assertThat(page.expectFirst("html").attr("lang")).isEqualTo("de");
        assertThat(page.expectFirst("h1").text()).isEqualTo("Wie war Ihr Einkauf?");
        assertThat(page.expectFirst("button").text()).isEqualTo("Antwort senden");
        assertThat(page.expectFirst("input[name=lang]").attr("value")).isEqualTo("de");
    }

    @Test
    void anAnswerIsHandedInAndThankedFor() throws Exception {
        bench.submit = request -> SubmitResponseResponse.newBuilder()
                .setThanks("You made our day.")
                .setReward(Reward.newBuilder().setPoints(50))
                .setReferralCode("ABCDE12345")
                .setLanguageCode("en")
                .build();
        HttpResponse<String> response = bench.post(LINK, COMPLETE);
        Document page = page(response);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(page.text()).contains("You made our day.", "You get 50 points.", "ABCDE12345");
        assertThat(bench.submitted).hasSize(1);
        assertThat(bench.submitted.getFirst().getToken()).isEqualTo(TOKEN);
        assertThat(bench.submitted.getFirst().getSimulated()).isFalse();
        assertThat(bench.submitted.getFirst().getAnswersList())
                .containsExactly(
                        answer("recommend").setScore(9).build(),
                        answer("why").setText("Nothing,\nreally").build(),
                        answer("where").setChoices(chosen("web")).build(),
                        answer("what").setChoices(chosen("price", "people")).build());
    }

    @Test
    void whatIsMissingIsNamedAndWhatWasFilledInIsKept() throws Exception {
        HttpResponse<String> response = bench.post(
                LINK,
                List.of(
                        entry("lang", "en"),
                        entry("score.service", "4"),
                        entry("text.why", "<b>more</b> \"colours\" & sizes"),
                        entry("choice.what", "people")));
        Document page = page(response);

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(bench.submitted).isEmpty();
        assertThat(page.select(".problems a").eachAttr("href")).containsExactly("#q-recommend", "#q-where");
        assertThat(page.select(".problems a").eachText())
                .containsExactly(
                        "How likely are you to recommend us to a friend?: please choose an answer",
                        "Where did you hear of us?: please choose an answer");
        page.select(".problems a")
                .eachAttr("href")
                .forEach(link -> assertThat(page.selectFirst(link)).isNotNull());
        assertThat(page.expectFirst("input[name=score.service][value=4]").hasAttr("checked"))
                .isTrue();
        assertThat(page.expectFirst("textarea").wholeText()).isEqualTo("<b>more</b> \"colours\" & sizes");
        assertThat(page.expectFirst("input[name=choice.what][value=people]").hasAttr("checked"))
                .isTrue();
        assertThat(page.select("textarea b")).isEmpty();
    }

    @Test
    void aTextThatIsTooLongIsRefusedByItsCharacters() throws Exception {
        List<Entry<String, String>> fits = List.of(
                entry("score.recommend", "9"), entry("choice.where", "web"), entry("text.why", "😀".repeat(2_000)));
        List<Entry<String, String>> tooLong = List.of(
                entry("score.recommend", "9"), entry("choice.where", "web"), entry("text.why", "😀".repeat(2_001)));

        assertThat(bench.post(LINK, fits).statusCode()).isEqualTo(200);
        HttpResponse<String> response = bench.post(LINK, tooLong);
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(page(response).select(".problems a").text()).contains("at most 2,000 characters");
    }

    @Test
    void whatTheServiceRefusesStandsAtItsQuestion() throws Exception {
        bench.submit = request -> {
            throw AnswerBench.invalid("answers[1].text", "at most 3 words");
        };
        Document page = page(bench.post(LINK, COMPLETE));

        assertThat(page.select(".problems a").eachAttr("href")).containsExactly("#q-why");
        assertThat(page.select(".problems a").text()).contains("What could we do better?", "at most 3 words");
    }

    @Test
    void everyTextIsEscaped() throws Exception {
        String evil = "<script>alert('1')</script>\"><img src=x onerror=alert(1)>";
        bench.open = request -> OpenInvitationResponse.newBuilder()
                .setTitle(evil)
                .setProgramDisplayName(evil)
                .setLanguageCode("en")
                .addLanguageCodes("en")
                .addQuestions(AnswerBench.question("why", QuestionKind.QUESTION_KIND_FREE_TEXT, evil))
                .build();
        bench.submit = request -> SubmitResponseResponse.newBuilder()
                .setThanks(evil)
                .setReferralCode(evil)
                .build();

        for (Document page : List.of(
                page(bench.get(LINK)),
                page(bench.post(LINK, List.of(entry("text.why", evil + "x".repeat(2_000)), entry("lang", evil)))),
                page(bench.post(LINK, List.of(entry("text.why", evil)))))) {
            assertThat(page.select("script, img")).isEmpty();
            assertThat(page.text()).contains("alert('1')");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LINK_NOT_VALID, NOT_FOUND, 404, This link does not work",
        "LINK_EXPIRED, FAILED_PRECONDITION, 410, This link has expired",
        "ALREADY_ANSWERED, FAILED_PRECONDITION, 409, This was answered already",
        "CUSTOMER_GONE, FAILED_PRECONDITION, 410, This link is no longer in use",
        "BROKEN, INTERNAL, 500, Something went wrong",
        "SOURCE_AWAY, UNAVAILABLE, 503, This does not work right now",
        "OVERLOADED, RESOURCE_EXHAUSTED, 503, This does not work right now"
    })
    void eachRefusalHasAPageOfItsOwn(String reason, Code code, int status, String title) throws Exception {
        bench.open = request -> {
            throw refused(code, reason, Map.of());
        };
        HttpResponse<String> response = bench.get(LINK);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(page(response).expectFirst("h1").text()).isEqualTo(title);
    }

    @Test
    void aRefusalSpeaksTheLanguageThatItTellsAndSaysThanks() throws Exception {
        bench.open = request -> {
            throw refused(
                    Code.FAILED_PRECONDITION,
                    "ALREADY_ANSWERED",
                    Map.of("language_code", "de", "thanks", "Danke <sehr>!"));
        };
        Document page = page(bench.get(LINK));

        assertThat(page.expectFirst("html").attr("lang")).isEqualTo("de");
        assertThat(page.text()).contains("Das wurde schon beantwortet", "Danke <sehr>!");
    }

    @Test
    void theSameAnswerAgainIsThankedForAgainAndAnotherScoreIsNot() throws Exception {
        bench.open = request -> {
            throw refused(Code.FAILED_PRECONDITION, "ALREADY_ANSWERED", Map.of());
        };
        assertThat(bench.post(LINK, COMPLETE).statusCode()).isEqualTo(200);

        bench.submit = request -> {
            throw refused(Code.FAILED_PRECONDITION, "ANSWER_CHANGED", Map.of());
        };
        HttpResponse<String> changed = bench.post(LINK, List.of(entry("score.recommend", "2")));
        assertThat(changed.statusCode()).isEqualTo(409);
        assertThat(page(changed).expectFirst("h1").text()).isEqualTo("Your first answer stays");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingIsLostWhileTheServiceIsAway(boolean goesBeforeItIsAsked) throws Exception {
        if (goesBeforeItIsAsked) {
            bench.open = request -> {
                throw Status.UNAVAILABLE.asRuntimeException();
            };
        } else {
            bench.submit = request -> {
                throw refused(Code.UNAVAILABLE, "OUTCOME_UNKNOWN", Map.of());
            };
        }
        HttpResponse<String> response = bench.post(LINK, COMPLETE);
        Document page = page(response);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("10");
        assertThat(page.expectFirst("form").attr("action")).isEqualTo(LINK);
        assertThat(page.expectFirst("textarea").wholeText()).isEqualTo("Nothing,\nreally");
        assertThat(page.select("input[name=score.recommend]").eachAttr("value")).containsExactly("9");
        assertThat(page.select("input[name=choice.what]").eachAttr("value")).containsExactly("price", "people");
    }

    @Test
    void aFormThatIsTooLargeIsNotRead() throws Exception {
        HttpResponse<String> response = bench.post(LINK, List.of(entry("text.why", "x".repeat(80_000))));

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(page(response).expectFirst("h1").text()).isEqualTo("That was too long");
        assertThat(bench.submitted).isEmpty();
    }

    @Test
    void pathsMethodsAndBodiesThatThereAreNotAreRefused() throws Exception {
        assertThat(bench.get("/").statusCode()).isEqualTo(404);
        assertThat(bench.get("/f/").statusCode()).isEqualTo(404);
        assertThat(bench.get("/f/" + "a".repeat(601)).statusCode()).isEqualTo(404);
        assertThat(page(bench.get("/f/a%22b")).expectFirst("h1").text()).isEqualTo("This link does not work");
        assertThat(bench.get("/f/../metrics").statusCode()).isEqualTo(400);
        HttpResponse<String> put = bench.send("PUT", LINK, "x");
        assertThat(put.statusCode()).isEqualTo(405);
        assertThat(put.headers().firstValue("Allow")).hasValue("GET, HEAD, POST");
        assertThat(bench.send("POST", LINK, "{}", "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(415);
        HttpResponse<String> head = bench.send("HEAD", LINK, null);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(bench.get("/robots.txt").body()).contains("Disallow: /");
    }

    @Test
    void aPageOfOursSpeaksTheBrowsersLanguage() throws Exception {
        assertThat(page(bench.get("/x", "Accept-Language", "it, fr-CA;q=0.8, en;q=0.5"))
                        .expectFirst("h1")
                        .text())
                .isEqualTo("Cette page n’existe pas");
        assertThat(page(bench.get("/x", "Accept-Language", ";;;q=x"))
                        .expectFirst("h1")
                        .text())
                .isEqualTo("There is no such page");
    }

    private static QuestionAnswer.Builder answer(String question) {
        return QuestionAnswer.newBuilder().setQuestionId(question);
    }

    private static ChosenIds chosen(String... ids) {
        return ChosenIds.newBuilder().addAllChoiceIds(List.of(ids)).build();
    }
}
