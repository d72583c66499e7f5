package dev.giveback.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.coupon.v1.GenerateCodesResponse;
import dev.giveback.standalone.console.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CodesOutputTest {
    private static final String WHOLE = "number,code\n" + rows(0, 40);

    @TempDir
    private Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void nameFile() {
        file = folder.resolve("codes.csv");
    }

    @Test
    void aNewFileIsWrittenWhole() throws IOException {
        writeUpTo(40);

        assertThat(file).hasContent(WHOLE);
    }

    @Test
    void whereverItBrokeOffTheSameCommandGoesOn() throws IOException {
        for (int broken = 0; broken <= WHOLE.length(); broken++) {
            Files.writeString(file, WHOLE.substring(0, broken));

            writeUpTo(40);

            assertThat(Files.readString(file)).as("broken off after " + broken).isEqualTo(WHOLE);
        }
    }

    @Test
    void aFileOfSomethingElseIsNotTouched() throws IOException {
        for (String other : new String[] {"name,address\nada,london\n", "number,code\nada,london\n"}) {
            Files.writeString(file, other);

            assertThatThrownBy(() -> writeUpTo(40)).isInstanceOf(Problem.class);
            assertThat(file).hasContent(other);
        }
    }

    @Test
    void aGapIsRefused() throws IOException {
        writeUpTo(10);

        assertThatThrownBy(() -> CodesOutput.file(file, 12).close())
                .isInstanceOf(Problem.class)
                .hasMessageContaining("would leave a gap");
        try (CodesOutput output = CodesOutput.file(file, 5)) {
            assertThat(output.next()).isEqualTo(10);
        }
    }

    @Test
    void numbersThatDoNotFollowAreABug() throws IOException {
        try (CodesOutput output = CodesOutput.file(file, 0)) {
            assertThatThrownBy(() -> output.write(codes(1, 2))).isInstanceOf(IllegalStateException.class);
        }
    }

    private void writeUpTo(long end) throws IOException {
        try (CodesOutput output = CodesOutput.file(file, 0)) {
            if (output.next() < end) {
                output.write(codes(output.next(), end));
            }
        }
    }

    private static GenerateCodesResponse codes(long from, long end) {
        return GenerateCodesResponse.newBuilder()
                .setFirstNumber(from)
                .addAllCodes(LongStream.range(from, end)
                        .mapToObj(CodesOutputTest::code)
                        .toList())
                .build();
    }

    private static String rows(long from, long end) {
        StringBuilder rows = new StringBuilder();
        LongStream.range(from, end)
                .forEach(number ->
                        rows.append(number).append(',').append(code(number)).append('\n'));
        return rows.toString();
    }

    private static String code(long number) {
        return "GIFT-" + Long.toString(number * 7_919 + 1_000_000, 32).toUpperCase(Locale.ROOT);
    }
}
