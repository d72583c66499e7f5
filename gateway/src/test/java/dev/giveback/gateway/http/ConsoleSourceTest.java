package dev.giveback.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of the console's files: no text becomes markup, nothing that the page's policy refuses, and every file that one asks for is there. */
final class ConsoleSourceTest {
    private static final Path FILES = Path.of("src", "main", "resources", "console");
    private static final int MOST_LINES = 300;

    /** What must not be in a script, and why. */
    private static final Map<Pattern, String> FORBIDDEN = Map.of(
            Pattern.compile(
                    "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|DOMParser|createContextualFragment"),
            "text could become markup",
            Pattern.compile("\\beval\\(|new Function\\("),
            "the policy refuses it",
            Pattern.compile("setAttribute\\(\\s*[\"']style|cssText"),
            "the policy refuses styles in attributes",
            Pattern.compile("https?://(?!www\\.w3\\.org/2000/svg|html\\.spec\\.whatwg\\.org)"),
            "it would ask another site",
            Pattern.compile("console\\.log|debugger"),
            "it was left over");

    private static final Pattern IMPORT = Pattern.compile("(?m)^(?:import|export) [^;]*?from \"([^\"]+)\";");
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"/console/([^\"]+)\"");

    private static Map<String, String> files() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> all = Files.walk(FILES)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                texts.put(FILES.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
        assertThat(texts).hasSizeGreaterThan(40);
        return texts;
    }

    private static List<String> problems(String name, String text) {
        List<String> problems = new ArrayList<>();
        FORBIDDEN.forEach((pattern, why) -> {
            Matcher found = pattern.matcher(text);
            if (found.find()) {
                problems.add(name + ": " + found.group() + ": " + why);
            }
        });
        return problems;
    }

    @Test
    void noScriptHasWhatIsForbidden() throws IOException {
        List<String> problems = new ArrayList<>();
        files().forEach((name, text) -> {
            if (name.endsWith(".js")) {
                problems.addAll(problems(name, text));
            }
        });
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "element.innerHTML = name;",
                "const f = new Function('a');",
                "element.setAttribute('style', 'color: red');",
                "fetch('https://example.com/');",
                "console.log(key);"
            })
    void whatIsForbiddenIsFound(String planted) {
        assertThat(problems("planted.js", planted)).hasSize(1);
    }

    @Test
    void everyFileThatOneAsksForIsThere() throws IOException {
        Map<String, String> files = files();
        List<String> missing = new ArrayList<>();
        files.forEach((name, text) -> asked(name, text).stream()
                .filter(asked -> !asked.startsWith("lib/uplot/") && !files.containsKey(asked))
                .forEach(asked -> missing.add(name + " asks for " + asked)));
        assertThat(missing).isEmpty();
        assertThat(asked("pages/x.js", "import { a } from \"../core/none.js\";"))
                .containsExactly("core/none.js");
    }

    @Test
    void everyFileIsAskedFor() throws IOException {
        Map<String, String> files = files();
        List<String> unused = new ArrayList<>(files.keySet());
        files.forEach((name, text) -> unused.removeAll(asked(name, text)));
        assertThat(unused).containsExactly("index.html");
    }

    private static List<String> asked(String name, String text) {
        List<String> asked = new ArrayList<>();
        Matcher link = LINK.matcher(text);
        while (name.endsWith(".html") && link.find()) {
            asked.add(link.group(1));
        }
        Matcher from = IMPORT.matcher(text);
        while (name.endsWith(".js") && from.find()) {
            String path = from.group(1);
            asked.add(
                    path.startsWith("/console/")
                            ? path.substring("/console/".length())
                            : Path.of("/", name)
                                    .resolveSibling(path)
                                    .normalize()
                                    .toString()
                                    .replace('\\', '/')
                                    .substring(1));
        }
        return asked;
    }

    @Test
    void thePageHasNoScriptAndNoStyleOfItsOwn() throws IOException {
        String page = Files.readString(FILES.resolve("index.html"));
        assertThat(page)
                .doesNotContainPattern("<script(?![^>]* src=)")
                .doesNotContain("<style", " style=")
                .doesNotContainPattern("\\son[a-z]+=");
    }

    @Test
    void noFileIsTooLongToRead() throws IOException {
        files().forEach((name, text) -> {
            if (name.endsWith(".js")) {
                assertThat(text.lines().count()).as(name).isLessThanOrEqualTo(MOST_LINES);
                assertThat(text.lines().anyMatch(line -> line.startsWith("/**") || line.startsWith("//")))
                        .as("what %s is for", name)
                        .isTrue();
            }
        });
    }
}
