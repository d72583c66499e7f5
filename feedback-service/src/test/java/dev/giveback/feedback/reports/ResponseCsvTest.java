package dev.giveback.feedback.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.giveback.feedback.directory.AnswerEntry;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Localized;
import dev.giveback.feedback.domain.Question;
import dev.giveback.feedback.domain.QuestionKind;
import dev.giveback.journal.v1.StoredAnswered;
import dev.giveback.journal.v1.StoredQuestionAnswer;
import dev.giveback.journal.v1.StoredReward;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResponseCsvTest {
    private static final List<Question> QUESTIONS = List.of(
            question("score", QuestionKind.NPS),
            question("why", QuestionKind.FREE_TEXT),
            question("liked", QuestionKind.MULTIPLE_CHOICE));

    @Test
    void aLineHasWhatWasAnsweredAndIsReadAgainAsItWas() {
        ResponseCsv csv = new ResponseCsv(QUESTIONS, true);

        assertThat(csv.header())
                .isEqualTo("invitation,survey_version,order_id,answer_time,simulated,score,reward,reward_delivered,"
                        + "score,why,liked\r\n");
        assertThat(read(csv.line(entry("a \"quoted\" text,\r\nof two lines"))))
                .containsExactly(
                        "programs/shop/customers/ann/contacts/abc",
                        "2",
                        "o-1",
                        "1970-01-01T00:00:01Z",
                        "false",
                        "9",
                        "50 points",
                        "true",
                        "9",
                        "a \"quoted\" text,\r\nof two lines",
                        "price;taste");
    }

    @Test
    void textsHaveNoColumnUnlessTheyAreAskedFor() {
        ResponseCsv csv = new ResponseCsv(QUESTIONS, false);

        assertThat(csv.header()).doesNotContain("why");
        assertThat(csv.line(entry("personal"))).doesNotContain("personal");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"})
    void whatASpreadsheetWouldCalculateHasAnApostrophe(String text) {
        assertThat(read(new ResponseCsv(QUESTIONS, true).line(entry(text))).get(9))
                .isEqualTo('\'' + text);
    }

    @Test
    void whatIsNoFormulaStaysAsItIs() {
        assertThat(read(new ResponseCsv(QUESTIONS, true).line(entry("1 = 1"))).get(9))
                .isEqualTo("1 = 1");
    }

    @Test
    void anErasedTextIsEmpty() {
        AnswerEntry entry = entry("x");
        AnswerEntry erased =
                new AnswerEntry(entry.customer(), entry.contactId(), 2, "o-1", entry.answered(), Map.of(), 1_000, true);

        assertThat(read(new ResponseCsv(QUESTIONS, true).line(erased)).get(9)).isEmpty();
    }

    private static List<String> read(String line) {
        return CsvReader.builder().ofCsvRecord(line).stream()
                .toList()
                .getFirst()
                .getFields();
    }

    private static AnswerEntry entry(String text) {
        StoredAnswered answered = StoredAnswered.newBuilder()
                .setContactId("abc")
                .setScorePlusOne(10)
                .setReward(StoredReward.newBuilder().setPoints(50))
                .addAnswers(
                        StoredQuestionAnswer.newBuilder().setQuestionId("score").setScorePlusOne(10))
                .addAnswers(StoredQuestionAnswer.newBuilder()
                        .setQuestionId("why")
                        .setTextHash(ByteString.copyFrom(new byte[] {1, 2})))
                .addAnswers(StoredQuestionAnswer.newBuilder()
                        .setQuestionId("liked")
                        .addChoices("price")
                        .addChoices("taste"))
                .build();
        return new AnswerEntry(
                new CustomerId("shop", "ann"), "abc", 2, "o-1", answered, Map.of("0102", text), 1_000, true);
    }

    private static Question question(String id, QuestionKind kind) {
        return new Question(id, new Localized(Map.of("en", "?")), kind, List.of(), false);
    }
}
