package dev.giveback.torture.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the books find, and what they let pass. */
final class BooksTest {
    private static final Answer GIVEN = new Answer.Given(ByteString.copyFromUtf8("an answer"));
    private static final Answer OTHER = new Answer.Given(ByteString.copyFromUtf8("another"));
    private static final Answer UNKNOWN = new Answer.Unknown("UNAVAILABLE");
    private static final Call ORDER = Call.checkout("c1", "r1", 1_250);
    private static final Books.Standing AFTER_ORDER = new Books.Standing(12, 0, 0, 12, 1);

    private final Books books = new Books();

    @Test
    void theSameAnswerAndTheSameSumIsNothing() {
        books.enter(new Books.Entry(ORDER, GIVEN, GIVEN));
        Books.Verdict verdict = books.verdict(Map.of("c1", AFTER_ORDER));
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.acknowledged()).isEqualTo(1);
    }

    @Test
    void anotherAnswerToARepeatIsALoss() {
        books.enter(new Books.Entry(ORDER, GIVEN, OTHER));
        assertThat(books.verdict(Map.of("c1", AFTER_ORDER)).lost()).isEqualTo(1);
    }

    @Test
    void whatWasUnknownCountsOnceHoweverItEnded() {
        books.enter(new Books.Entry(ORDER, UNKNOWN, OTHER));
        books.enter(new Books.Entry(Call.redeem("c1", "r2", 50), UNKNOWN, new Answer.Refused("too few points")));
        Books.Verdict verdict = books.verdict(Map.of("c1", AFTER_ORDER));
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.unknown()).isEqualTo(2);
    }

    @Test
    void aChangeTooManyIsADoubledOne() {
        books.enter(new Books.Entry(ORDER, GIVEN, GIVEN));
        Books.Verdict verdict = books.verdict(Map.of("c1", AFTER_ORDER.plus(ORDER)));
        assertThat(verdict.doubled()).isEqualTo(1);
        assertThat(verdict.findings()).hasSize(1);
    }

    @Test
    void aRefundTakesBackWhatTheOrderGave() {
        books.enter(new Books.Entry(ORDER, GIVEN, GIVEN));
        books.enter(new Books.Entry(Call.refund(ORDER, "r2"), GIVEN, GIVEN));
        assertThat(books.verdict(Map.of("c1", new Books.Standing(12, 0, 0, 0, 2)))
                        .findings())
                .isEmpty();
    }
}
