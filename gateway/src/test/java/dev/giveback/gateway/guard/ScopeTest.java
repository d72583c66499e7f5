package dev.giveback.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The list of scopes and the one that people read. */
final class ScopeTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "SECURITY.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.]+)` \\| (.+) \\|$");

    private static List<String> rows(String document) {
        return ROW.matcher(document)
                .results()
                .map((MatchResult row) -> row.group(1) + ": " + row.group(2))
                .toList();
    }

    private static List<String> scopes() {
        return Arrays.stream(Scope.values())
                .map(scope -> scope.text() + ": " + scope.sentence())
                .toList();
    }

    @Test
    void theDocumentHasEachScopeWithItsSentence() throws IOException {
        assertThat(rows(Files.readString(DOCUMENT))).containsExactlyElementsOf(scopes());
    }

    @Test
    void aScopeThatTheDocumentDoesNotHaveWouldBeSeen() throws IOException {
        String without = Files.readString(DOCUMENT).replaceFirst("(?m)^\\| `erase` .*\n", "");

        assertThat(rows(without)).isNotEqualTo(scopes());
    }
}
