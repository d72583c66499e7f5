package dev.giveback.gateway.web;

import static dev.giveback.gateway.web.AnswerBench.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import dev.giveback.feedback.v1.QuestionAnswer;
import dev.giveback.feedback.v1.Reward;
import dev.giveback.feedback.v1.SubmitResponseResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages in a real browser with scripts switched off, on a phone and on a desk. It runs where a Chromium is on the path. */
@Timeout(180)
@EnabledIf("dev.giveback.gateway.web.Chromium#isThere")
final class BrowserTest {
    private static final String QUESTION = "How was your purchase?";
    private static final double TARGET = 44;

    private static AnswerBench bench;
    private static Chromium chromium;

    @BeforeAll
    static void start(@TempDir Path profile) throws Exception {
        bench = new AnswerBench();
        chromium = Chromium.start(profile);
    }

    @AfterAll
    static void stop() throws Exception {
        chromium.close();
        bench.close();
    }

    @BeforeEach
    void answersAsEver() {
        bench.answerAsEver();
        chromium.complaints.clear();
    }

    private static String link() {
        return "http://127.0.0.1:" + bench.port() + "/f/" + TOKEN;
    }

    private static void picture(String name) throws Exception {
        chromium.picture(Path.of("target", "browser", name + ".png"));
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 360, 1280})
    void thePageFitsTheScreenAndItsTargetsAreBigEnough(int width) throws Exception {
        chromium.size(width, 740);
        chromium.open(link(), QUESTION);
        picture("survey-" + width);

        assertThat(chromium.width()).isLessThanOrEqualTo(width);
        for (int score = 0; score <= 10; score++) {
            double[] box = chromium.box("input[name='score.recommend'][value='" + score + "'] + span");
            assertThat(box[2]).as("width of %s", score).isGreaterThanOrEqualTo(TARGET);
            assertThat(box[3]).as("height of %s", score).isGreaterThanOrEqualTo(TARGET);
        }
        assertThat(chromium.box("button")[3]).isGreaterThanOrEqualTo(TARGET);
        assertThat(chromium.controls())
                .isNotEmpty()
                .allSatisfy(control ->
                        assertThat(control.getValue()).as(control.getKey()).isNotBlank());
        assertThat(chromium.complaints).noneMatch(text -> text.contains("Content Security Policy"));
    }

    @Test
    void anAnswerIsClickedTypedAndSentWithoutAScript() throws Exception {
        bench.submit = request -> SubmitResponseResponse.newBuilder()
                .setThanks("You made our day.")
                .setReward(Reward.newBuilder().setPoints(50))
                .setReferralCode("ABCDE12345")
                .setLanguageCode("en")
                .build();
        chromium.size(360, 740);
        chromium.open(link(), QUESTION);
        chromium.click("input[name='score.recommend'][value='9'] + span");
        chromium.type("textarea", "Quick & <friendly>");
        chromium.click("input[name='choice.where'][value='friend']");
        chromium.click("input[name='choice.what'][value='people']");
        picture("filled-in-360");
        chromium.click("button");
        chromium.await("Thank you");
        picture("thanks-360");

        assertThat(chromium.page().text()).contains("You get 50 points", "ABCDE12345");
        assertThat(bench.submitted).hasSize(1);
        List<QuestionAnswer> answers = bench.submitted.getFirst().getAnswersList();
        assertThat(answers)
                .extracting(QuestionAnswer::getQuestionId)
                .containsExactly("recommend", "why", "where", "what");
        assertThat(answers.getFirst().getScore()).isEqualTo(9);
        assertThat(answers.get(1).getText()).isEqualTo("Quick & <friendly>");
    }

    @Test
    void whatIsMissingIsLinkedAndTheLinkLeadsToItsField() throws Exception {
        chromium.size(360, 740);
        chromium.open(link(), QUESTION);
        chromium.type("textarea", "kept");
        chromium.click("button");
        awaitProblems();
        picture("problems-360");

        assertThat(chromium.page().expectFirst("textarea").text()).isEqualTo("kept");
        chromium.click(".problems a");
        chromium.press("Tab", 9, "");
        // From the first field of the question, Tab leads on; the keyboard has come to the question either way.
        assertThat(chromium.focused()).isNotEmpty();
        assertThat(bench.submitted).isEmpty();
    }

    @Test
    void theKeyboardAloneIsEnough() throws Exception {
        chromium.size(1280, 800);
        chromium.open(link(), QUESTION);
        chromium.call("DOM.focus", Map.of("nodeId", chromium.find("#q-recommend")));
        chromium.press(" ", 32, " ");
        for (int step = 0; step < 8; step++) {
            chromium.press("ArrowRight", 39, "");
        }
        picture("keyboard-1280");
        assertThat(chromium.focused()).isEqualTo("8");
    }

    @Test
    void everyOtherPageIsAPageToo() throws Exception {
        chromium.size(360, 740);
        bench.submit = request -> {
            throw AnswerBench.refused(Code.UNAVAILABLE, "OUTCOME_UNKNOWN", Map.of());
        };
        chromium.open(link(), QUESTION);
        chromium.click("input[name='score.recommend'][value='3'] + span");
        chromium.click("input[name='choice.where'][value='web']");
        chromium.type("textarea", "A text that must not be lost");
        chromium.click("button");
        chromium.await("Your answer has not been sent yet");
        picture("kept-360");
        bench.submit = request ->
                SubmitResponseResponse.newBuilder().setLanguageCode("de").build();
        chromium.click("button");
        chromium.await("Vielen Dank");
        assertThat(bench.submitted.getLast().getAnswers(0).getScore()).isEqualTo(3);
        assertThat(bench.submitted.getLast().getAnswers(1).getText()).isEqualTo("A text that must not be lost");

        chromium.open("http://127.0.0.1:" + bench.port() + "/u/" + TOKEN, "Unsubscribe");
        picture("unsubscribe-360");
        chromium.click("button");
        chromium.await("You have unsubscribed");
        assertThat(bench.unsubscribed).hasSize(1);

        bench.open = request -> {
            throw AnswerBench.refused(Code.FAILED_PRECONDITION, "LINK_EXPIRED", Map.of("language_code", "fr"));
        };
        chromium.open(link(), "Ce lien a expiré");
        picture("expired-360");
    }

    private static void awaitProblems() throws Exception {
        for (int attempt = 0; attempt < 200; attempt++) {
            if (!chromium.page().select(".problems").isEmpty()) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("no problems are told: " + chromium.page().text());
    }
}
