package dev.giveback.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the console reckons without a page, tested by Node where one is on the path; where there is none this says what was not run. */
@Timeout(120)
final class ConsoleScriptsTest {
    private static final int OLDEST_NODE = 20;
    private static final Path SCRIPTS = Path.of("src", "main", "resources", "console");
    private static final Path TESTS = Path.of("src", "test", "console");

    @Test
    void theScriptsPassTheirTests(@TempDir Path folder) throws Exception {
        if (node() < OLDEST_NODE) {
            System.out.println("NOT RUN: the tests of the console's scripts (src/test/console), because no Node "
                    + OLDEST_NODE + " or newer is on the path.");
            return;
        }
        prepare(folder);
        Result result = run(folder);

        assertThat(result.exit()).as(result.output()).isZero();
        assertThat(result.output()).contains("# fail 0").doesNotContain("# pass 0");
    }

    @Test
    void aTestThatFailsIsSeen(@TempDir Path folder) throws Exception {
        if (node() < OLDEST_NODE) {
            return;
        }
        prepare(folder);
        Files.writeString(
                folder.resolve("tests").resolve("planted.test.js"),
                "import { test } from 'node:test';\ntest('planted', () => { throw new Error('planted'); });\n");

        assertThat(run(folder).exit()).isNotZero();
    }

    /** The files as they are served, in a folder that tells Node what the browser is told by the page: they are modules. */
    private static void prepare(Path folder) throws IOException {
        copy(SCRIPTS, folder.resolve("console"));
        copy(TESTS, folder.resolve("tests"));
        Files.writeString(folder.resolve("package.json"), "{\"type\": \"module\"}\n");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static Result run(Path folder) throws Exception {
        List<String> command = new ArrayList<>(List.of("node", "--test", "--test-reporter=tap"));
        try (Stream<Path> tests = Files.list(folder.resolve("tests"))) {
            tests.map(Path::toString).sorted().forEach(command::add);
        }
        return execute(command, folder);
    }

    /** The major version of the Node on the path; 0 if there is none. */
    private static int node() throws Exception {
        try {
            String version = execute(List.of("node", "--version"), Path.of(".")).output();
            return Integer.parseInt(version.strip().replaceFirst("^v(\\d+).*", "$1"));
        } catch (IOException | NumberFormatException none) {
            return 0;
        }
    }

    private static Result execute(List<String> command, Path folder) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }

    private record Result(int exit, String output) {}
}
