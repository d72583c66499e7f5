package dev.giveback.coupon.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many codes at once are the codes of one at a time, and can be gone on with anywhere. */
final class CodeBatchTest {
    private final CodeBook book = Codes.book("GIFT-####-####-####", 10_000);

    @Test
    void aBatchHasTheCodesOfItsSerialNumbers() {
        assertThat(all(book.codes(0, 10_000)))
                .isEqualTo(IntStream.range(0, 10_000).mapToObj(book::code).toList());
    }

    @Test
    void aBatchCanBeGoneOnWithAnywhere() {
        List<String> whole = all(book.codes(0, 10_000));
        Random random = new Random(31);
        List<String> pieces = new ArrayList<>();
        int next = 0;
        while (next < 10_000) {
            CodeBatch rest = book.codes(next, 10_000 - next);
            int wanted = random.nextInt(3000);
            for (int taken = 0; taken < wanted && rest.hasNext(); taken++) {
                assertThat(rest.nextSerial()).isEqualTo(pieces.size());
                pieces.add(rest.next());
            }
            next = rest.nextSerial();
        }
        assertThat(pieces).isEqualTo(whole);
    }

    @Test
    void batchesOfOneBookDoNotMix() {
        CodeBatch one = book.codes(0, 5000);
        CodeBatch other = book.codes(5000, 5000);
        for (int serial = 0; serial < 5000; serial++) {
            assertThat(List.of(one.next(), other.next())).containsExactly(book.code(serial), book.code(5000 + serial));
        }
    }

    @Test
    void theCsvOfPiecesIsTheCsvOfTheWhole() throws IOException {
        StringBuilder whole = new StringBuilder();
        StringBuilder pieces = new StringBuilder();
        book.codes(0, 3000).writeCsv(whole);
        book.codes(0, 1025).writeCsv(pieces);
        book.codes(1025, 1975).writeCsv(pieces);

        assertThat(pieces.toString()).isEqualTo(whole.toString());
        assertThat(whole.toString().split("\r\n", -1))
                .hasSize(3001)
                .startsWith("0," + book.code(0), "1," + book.code(1))
                .endsWith("2999," + book.code(2999), "");
    }

    @Test
    void aBatchEndsInsideTheCapacity() {
        CodeBatch none = book.codes(10_000, 0);

        assertThat(none.hasNext()).isFalse();
        assertThatThrownBy(none::next).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> book.codes(9_999, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> book.codes(-1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> book.codes(1, -1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> book.codes(1, Integer.MAX_VALUE)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static List<String> all(CodeBatch batch) {
        List<String> codes = new ArrayList<>();
        batch.forEachRemaining(codes::add);
        return codes;
    }
}
