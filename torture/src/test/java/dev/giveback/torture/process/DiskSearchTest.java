package dev.giveback.torture.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search finds every form of a value wherever it lies, and nothing else. */
final class DiskSearchTest {
    private static final String VALUE = "qzxvwplants";
    private static final int CHUNK = 4 << 20;

    @TempDir
    private Path folder = Path.of("");

    private List<String> found(byte[] content) throws IOException {
        Files.write(folder.resolve("file"), content);
        return new DiskSearch(Needle.ofText("anna", "name", VALUE))
                .hits(folder).stream()
                        .map(hit -> hit.file() + ":" + hit.needle().what())
                        .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void everyFormIsFound() throws IOException {
        assertThat(found(bytes("so " + VALUE + " said"))).containsExactly("file:name");
        assertThat(found(VALUE.getBytes(StandardCharsets.UTF_16BE)))
                .containsExactly("file:name in UTF-16, the high byte first");
        assertThat(found(VALUE.getBytes(StandardCharsets.UTF_16LE)))
                .containsExactly("file:name in UTF-16, the low byte first");
        assertThat(found(bytes(HexFormat.of().formatHex(bytes(VALUE)))))
                .containsExactly("file:name in hexadecimal digits");
        for (int before = 0; before < 6; before++) {
            String text = "x".repeat(before) + VALUE + " and more";
            assertThat(found(bytes(Base64.getEncoder().encodeToString(bytes(text)))))
                    .containsExactly("file:name in base64, after " + before % 3 + " bytes");
        }
    }

    @Test
    void whatIsAlmostThereIsNotFound() throws IOException {
        assertThat(found(bytes(VALUE.substring(0, VALUE.length() - 1)))).isEmpty();
        assertThat(found(bytes("qzxvwplantx qzxvwplant"))).isEmpty();
        assertThat(found(new byte[0])).isEmpty();
        assertThat(found(new byte[3])).isEmpty();
    }

    /** Wherever the parts that are read meet, in the middle of a value too. */
    @Test
    void aValueIsFoundAtEveryPlaceOfALargeFile() throws IOException {
        byte[] value = bytes(VALUE);
        for (int place : List.of(0, 1, CHUNK - value.length, CHUNK - 5, CHUNK - 1, CHUNK, CHUNK + 20, 2 * CHUNK - 3)) {
            byte[] content = new byte[2 * CHUNK + 100];
            Arrays.fill(content, (byte) 'q');
            System.arraycopy(value, 0, content, place, value.length);
            assertThat(found(content)).as("at %s", place).containsExactly("file:name");
        }
        byte[] atEnd = new byte[2 * CHUNK];
        System.arraycopy(value, 0, atEnd, atEnd.length - value.length, value.length);
        assertThat(found(atEnd)).containsExactly("file:name");
    }

    @Test
    void aNeedleThatIsTooShortIsNone() {
        assertThatThrownBy(() -> new Needle("anna", "name", ByteString.copyFromUtf8("short")))
                .hasMessage("name: 5 bytes (expected: >= 8)");
    }
}
