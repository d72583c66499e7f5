package dev.giveback.feedback.directory;

import static dev.giveback.feedback.directory.ContactJournal.customer;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.texts.PersonalText;
import dev.giveback.feedback.texts.TextSchema;
import dev.giveback.feedback.texts.Texts;
import dev.giveback.journal.v1.StoredQuestionAnswer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AnswerTableTest {
    private final ContactJournal journal = new ContactJournal();
    private final AnswerTable answers = new AnswerTable(journal.source());
    private final Texts texts = new Texts(journal.source());

    @BeforeEach
    void migrate() {
        TextSchema.migrate(journal.source(), "feedback");
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void answersComeInPagesTheLatestFirst() throws SQLException {
        for (int i = 0; i < 7; i++) {
            answer("c" + i, 1_000 + i / 2, i, "");
        }
        journal.tell();

        List<String> seen = new ArrayList<>();
        PageKey end = PageKey.LATEST;
        for (List<AnswerEntry> page = page(AnswerFilter.ALL, end);
                !page.isEmpty();
                page = page(AnswerFilter.ALL, end)) {
            page.forEach(entry -> seen.add(entry.contactId()));
            end = page.getLast().key();
        }

        assertThat(seen).containsExactly("c6", "c5", "c4", "c3", "c2", "c1", "c0");
        assertThat(answers.after("shop", "surveys/nps", AnswerFilter.ALL, true, PageKey.OLDEST, 100))
                .extracting(AnswerEntry::contactId)
                .containsExactly("c0", "c1", "c2", "c3", "c4", "c5", "c6");
        assertThat(answers.before("shop", "surveys/other", AnswerFilter.ALL, PageKey.LATEST, 100))
                .isEmpty();
        assertThat(answers.before("other", "surveys/nps", AnswerFilter.ALL, PageKey.LATEST, 100))
                .isEmpty();
    }

    @Test
    void wordsAreFoundInAnyCaseAndWithoutThoseThatMustNotBeThere() throws SQLException {
        answer("c1", 1_000, 3, "The delivery was SLOW");
        answer("c2", 1_001, 3, "slow shop, fast delivery");
        answer("c3", 1_002, 9, "never slower");
        answer("c4", 1_003, 9, "");
        answer("c5", 1_004, 9, "Größe passt nicht again");
        journal.tell();

        assertThat(found("slow")).containsExactly("c2", "c1");
        assertThat(found("slow -fast")).containsExactly("c1");
        assertThat(found("\"delivery was\"")).containsExactly("c1");
        assertThat(found("größe or slower")).containsExactly("c5", "c3");
        assertThat(found("nothing of the kind")).isEmpty();
        assertThat(found("' ; -- (")).as("what is no query finds nothing").isEmpty();
    }

    @Test
    void scoresLimitWhatIsFound() throws SQLException {
        answer("c1", 1_000, 0, "slow");
        answer("c2", 1_001, 6, "slow");
        answer("c3", 1_002, 10, "slow");
        journal.tell();

        assertThat(found(new AnswerFilter("", 6, null, true))).containsExactly("c3", "c2");
        assertThat(found(new AnswerFilter("", null, 6, true))).containsExactly("c2", "c1");
        assertThat(found(new AnswerFilter("slow", 0, 0, true))).containsExactly("c1");
        assertThat(found(new AnswerFilter("", 7, 3, true))).isEmpty();
    }

    @Test
    void anAnswerWithoutAScoreIsThereUnlessOneIsAskedFor() throws SQLException {
        journal.send(customer("c1"), "c1", 1_000);
        journal.answer(customer("c1"), "c1", 2_000, 3, more -> more.setScorePlusOne(0));
        journal.tell();

        assertThat(found(AnswerFilter.ALL)).containsExactly("c1");
        assertThat(found(new AnswerFilter("", 0, null, true))).isEmpty();
    }

    @Test
    void anErasedCustomersScoresStayAndTheTextsAreGone() throws SQLException {
        answer("c1", 1_000, 3, "I live in the Hauptstrasse");
        journal.tell();
        assertThat(one().texts().values()).containsExactly("I live in the Hauptstrasse");

        texts.erase(customer("c1"), 2_000);
        journal.erase(customer("c1"), 2_000);
        journal.tell();

        assertThat(one().texts()).isEmpty();
        assertThat(one().answered().getScorePlusOne()).isEqualTo(4);
        assertThat(found("Hauptstrasse")).isEmpty();
        assertThat(one().toString()).doesNotContain("Hauptstrasse");
    }

    @Test
    void textsThatAreNotAskedForAreNotRead() throws SQLException {
        answer("c1", 1_000, 3, "slow");
        journal.tell();

        assertThat(answers.after("shop", "surveys/nps", AnswerFilter.ALL, false, PageKey.OLDEST, 10)
                        .getFirst()
                        .texts())
                .isEmpty();
    }

    private AnswerEntry one() throws SQLException {
        return answers.before("shop", "surveys/nps", AnswerFilter.ALL, PageKey.LATEST, 2)
                .getFirst();
    }

    private List<String> found(String words) throws SQLException {
        return found(new AnswerFilter(words, null, null, true));
    }

    private List<String> found(AnswerFilter filter) throws SQLException {
        return answers.before("shop", "surveys/nps", filter, PageKey.LATEST, 100).stream()
                .map(AnswerEntry::contactId)
                .toList();
    }

    private List<AnswerEntry> page(AnswerFilter filter, PageKey end) throws SQLException {
        return answers.before("shop", "surveys/nps", filter, end, 3);
    }

    private void answer(String id, long millis, int score, @Nullable String text) throws SQLException {
        CustomerId customer = customer(id);
        journal.send(customer, id, millis);
        journal.answer(customer, id, millis, score, more -> {
            if (text != null && !text.isEmpty()) {
                PersonalText kept = PersonalText.of(text);
                texts.keep(customer, List.of(kept), millis);
                more.addAnswers(StoredQuestionAnswer.newBuilder()
                        .setQuestionId("why")
                        .setTextHash(ByteString.copyFrom(HexFormat.of().parseHex(kept.hash()))));
            }
        });
    }
}
