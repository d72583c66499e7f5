package dev.giveback.feedback.texts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.platform.journal.JournalSchema;
import dev.giveback.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TextsTest {
    private static final CustomerId ANNA = new CustomerId("shop", "anna");
    private static final CustomerId BEN = new CustomerId("shop", "ben");

    private final TestDatabase database = TestDatabase.create();
    private final DataSource source = database.dataSource("feedback");
    private final Texts texts = new Texts(source);

    @BeforeEach
    void migrate() {
        JournalSchema.migrate(database.dataSource(), "feedback");
        TextSchema.migrate(database.dataSource(), "feedback");
        TextSchema.migrate(database.dataSource(), "feedback");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private PersonalText keep(CustomerId customer, String text, long now, boolean recorded) {
        PersonalText kept = PersonalText.of(text);
        texts.keep(customer, List.of(kept), now);
        if (recorded) {
            texts.recorded(customer, List.of(kept.hash()));
        }
        return kept;
    }

    @Test
    void aTextIsReadByItsHashAndItsCustomerOnly() {
        PersonalText kept = keep(ANNA, "Schön war’s 😀", 1, true);
        assertThat(texts.read(ANNA, Set.of(kept.hash()))).isEqualTo(Map.of(kept.hash(), "Schön war’s 😀"));
        assertThat(texts.read(BEN, Set.of(kept.hash()))).isEmpty();
        assertThat(texts.read(ANNA, Set.of())).isEmpty();
        texts.keep(ANNA, List.of(kept), 2);
        texts.keep(ANNA, List.of(), 2);
        assertThat(texts.read(ANNA, Set.of(kept.hash()))).hasSize(1);
    }

    /** By the JDK alone, as the contract says it. */
    @Test
    void theHashIsThatOfSaltAndText() throws Exception {
        PersonalText text = PersonalText.of("good");
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(HexFormat.of().parseHex(text.salt()));
        digest.update("good".getBytes(StandardCharsets.UTF_8));
        assertThat(text.hash()).isEqualTo(HexFormat.of().formatHex(digest.digest()));
        assertThat(text.salt()).hasSize(32);
        assertThat(PersonalText.of("good").hash()).isNotEqualTo(text.hash());
        assertThat(text.toString()).doesNotContain("good");
    }

    @Test
    void aFailureTellsNothingOfWhatWasToBeKept() {
        assertThatThrownBy(() -> keep(ANNA, "sec\0ret", 1, true))
                .isInstanceOf(TextsAwayException.class)
                .hasNoCause()
                .hasMessageContaining("SQLSTATE 22")
                .hasMessageNotContaining("sec");
    }

    /** Who reads the table for long holds up no erasure, and so nobody who comes after it. */
    @Test
    void anErasureDoesNotWaitForAReader() throws Exception {
        keep(ANNA, "bye", 1, true);
        try (Connection reader = source.getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("LOCK TABLE personal_text IN ACCESS SHARE MODE");
            texts.erase(ANNA, 2);
            assertThat(texts.read(ANNA, Set.of())).isEmpty();
            assertThat(due()).isEqualTo(1);
            reader.rollback();
        }
        texts.purgeDue(0);
        assertThat(due()).isZero();
    }

    private int due() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM personal_text_erasure WHERE purge_due")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void oneCustomerWhoDoesNotAnswerKeepsNoOtherFromTheSweep() {
        keep(ANNA, "first", 1, false);
        PersonalText lost = keep(BEN, "second", 2, false);
        int removed = TextSweep.sweep(
                texts,
                customer -> {
                    if (customer.equals(ANNA)) {
                        throw new IllegalStateException("away");
                    }
                    return Set.of();
                },
                1_000,
                1_000);
        assertThat(removed).isEqualTo(1);
        assertThat(texts.read(BEN, Set.of(lost.hash()))).isEmpty();
    }

    @Test
    void whatNoEventNamesIsSweptUp() {
        PersonalText named = keep(ANNA, "named, and not marked", 1_000, false);
        PersonalText lost = keep(ANNA, "lost", 1_000, false);
        PersonalText marked = keep(BEN, "marked", 1_000, true);
        PersonalText young = keep(BEN, "young", 9_000, false);

        int removed = TextSweep.sweep(
                texts, customer -> customer.equals(ANNA) ? Set.of(named.hash()) : Set.of(), 5_000, 9_000);

        assertThat(removed).isOne();
        assertThat(texts.read(ANNA, Set.of(named.hash(), lost.hash()))).containsOnlyKeys(named.hash());
        assertThat(texts.read(BEN, Set.of(marked.hash(), young.hash()))).hasSize(2);
        assertThat(texts.open(5_000, 10)).isEmpty();
        // What is recorded is not dropped, whoever asks.
        texts.drop(ANNA, Set.of(named.hash()), 9_000);
        assertThat(texts.read(ANNA, Set.of(named.hash()))).hasSize(1);
    }

    @Test
    void wordsAreFoundInRecordedTextsOfTheProgram() {
        PersonalText first = keep(ANNA, "The delivery was late, the box was wet", 1, true);
        PersonalText second = keep(BEN, "Delivery on time", 2, true);
        keep(ANNA, "delivery not recorded", 3, false);
        keep(new CustomerId("other", "anna"), "delivery elsewhere", 4, true);

        assertThat(texts.search("shop", "delivery", 10))
                .containsExactly(new Texts.Found(BEN, second.hash()), new Texts.Found(ANNA, first.hash()));
        assertThat(texts.search("shop", "delivery -late", 10)).containsExactly(new Texts.Found(BEN, second.hash()));
        assertThat(texts.search("shop", "\"box was wet\"", 10)).hasSize(1);
        assertThat(texts.search("shop", "delivery", 1)).hasSize(1);
        assertThat(texts.search("shop", "'; DROP TABLE personal_text; --", 10)).isEmpty();
        assertThat(texts.search("shop", "", 10)).isEmpty();
    }

    @Test
    void nothingOfAnErasedTextIsLeftInTheFilesOfTheTable() throws SQLException {
        String secret = "ErasedSecretOfAnna";
        keep(ANNA, secret, 1, true);
        PersonalText other = keep(BEN, "stays", 1, true);
        assertThat(isInPages(secret)).isTrue();

        texts.erase(ANNA, 2);

        assertThat(isInPages(secret)).isFalse();
        assertThat(texts.search("shop", secret, 10)).isEmpty();
        assertThat(texts.read(BEN, Set.of(other.hash()))).hasSize(1);
        texts.erase(ANNA, 3);
    }

    /** The negative control: a row that is only deleted stays in its page. */
    @Test
    void anErasureThatWasBrokenOffIsEnded() throws SQLException {
        String secret = "ErasedSecretOfAnna";
        keep(ANNA, secret, 1, true);
        TextErasure brokenOff = new TextErasure(source);
        assertThat(brokenOff.delete(ANNA, 2)).isTrue();
        assertThat(isInPages(secret)).isTrue();
        assertThat(brokenOff.isPurgeDue(0)).isTrue();

        texts.purgeDue(0);

        assertThat(isInPages(secret)).isFalse();
        assertThat(brokenOff.isPurgeDue(0)).isFalse();
    }

    /** A refused answer, say, of somebody who has no other text. */
    @Test
    void nothingOfADroppedTextIsLeftAfterAnErasure() throws SQLException {
        String secret = "DroppedSecretOfAnna";
        PersonalText dropped = keep(ANNA, secret, 1, false);
        texts.drop(ANNA, Set.of(dropped.hash()), 2);
        assertThat(isInPages(secret)).isTrue();

        texts.erase(ANNA, 3);

        assertThat(isInPages(secret)).isFalse();
        assertThat(due()).isZero();
    }

    /** One that came after the erasure, or whose customer is never erased. */
    @Test
    void nothingOfADroppedTextIsLeftAfterAnHour() throws SQLException {
        String secret = "DroppedSecretOfAnna";
        PersonalText dropped = keep(ANNA, secret, 1, false);
        texts.drop(ANNA, Set.of(dropped.hash()), 2_000);

        texts.purgeDue(2_000);
        assertThat(isInPages(secret)).isTrue();
        texts.purgeDue(2_001);

        assertThat(isInPages(secret)).isFalse();
        assertThat(new TextErasure(source).isPurgeDue(Long.MAX_VALUE)).isFalse();
    }

    /** The table of samples is not one that an erasure could write anew. The control is a column of the same table that is sampled. */
    @Test
    void noTextIsSampled() throws SQLException {
        for (int i = 0; i < 50; i++) {
            keep(new CustomerId("shop", "customer-" + i), "Unforgettable text of number " + i, 1, true);
        }
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ANALYZE personal_text");
            try (ResultSet row = statement.executeQuery("SELECT"
                    + " count(*) FILTER (WHERE s::text ILIKE '%customer-%'), count(*) FILTER (WHERE s::text ILIKE '%unforgettable%')"
                    + " FROM pg_stats AS s WHERE schemaname = 'feedback'")) {
                row.next();
                assertThat(row.getInt(1)).as("columns with customers").isPositive();
                assertThat(row.getInt(2)).as("columns with texts").isZero();
            }
        }
    }

    private boolean isInPages(String text) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
            try (ResultSet row = statement.executeQuery("SELECT position(convert_to('" + text
                    + "', 'UTF8') IN pg_read_binary_file(pg_relation_filepath('personal_text'))) > 0")) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
