package dev.giveback.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the folder examples, as a shop would run them, against a gateway with a key for tills. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExamplesTest {
    private static final Path EXAMPLES = Path.of("..", "examples");

    private final RunningGateway giveback = new RunningGateway();

    @TempDir
    private Path folder;

    @BeforeAll
    void openTheShop() {
        new TestShop(giveback.service()).create(TestShop.program());
    }

    @AfterAll
    void stop() {
        giveback.close();
    }

    @Test
    void theJavaExampleCompilesAndDoesWhatItSays() throws Exception {
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-proc:none",
                        "-d",
                        folder.toString(),
                        EXAMPLES.resolve("java/Shop.java").toString());
        assertThat(compiled).isZero();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, ExamplesTest.class.getClassLoader())) {
            loader.loadClass("Shop").getMethod("main", String[].class).invoke(null, (Object) new String[] {
                "127.0.0.1:" + giveback.port(), "shop", giveback.guard().adminSecret()
            });
        } finally {
            System.setOut(before);
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "enrolled programs/shop/customers/java-",
                        "earned 9 points",
                        "repeated: still 9 points",
                        "balance 9 points",
                        "refused: INSUFFICIENT_POINTS, 999991 points are missing");
    }

    /** A client that is not ours. Without Node and npm, or what npm fetches, it says what was not run. */
    @Test
    void theNodeExampleDoesWhatItSays() throws Exception {
        Path otherProtos = Path.of("..", "proto", "target", "protos-of-others");
        if (!isOnPath("node") || !isOnPath("npm")) {
            System.err.println("NOT RUN: the example in Node, because node and npm are not on the path");
            return;
        }
        Path copy = folder.resolve("examples/node");
        Files.createDirectories(copy);
        for (String name : List.of("package.json", "package-lock.json", "giveback.js", "shop.js")) {
            Files.copy(EXAMPLES.resolve("node").resolve(name), copy.resolve(name));
        }
        link("proto");
        link("client");
        Ran installed =
                run(copy, Map.of(), "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline");
        if (installed.exitCode() != 0) {
            System.err.println(
                    "NOT RUN: the example in Node, because npm could not fetch its libraries: " + installed.out());
            return;
        }
        Ran ran = run(
                copy,
                Map.of(
                        "GIVEBACK_KEY",
                        giveback.guard().adminSecret(),
                        "GIVEBACK_OTHER_PROTOS",
                        otherProtos.toAbsolutePath().normalize().toString()),
                "node",
                "shop.js",
                "127.0.0.1:" + giveback.port(),
                "shop");
        assertThat(ran.exitCode()).as(ran.out()).isZero();
        assertThat(ran.out())
                .contains(
                        "enrolled programs/shop/customers/node-",
                        "earned 9 points",
                        "repeated: still 9 points",
                        "balance 9 points in 1 lot",
                        "refused: INSUFFICIENT_POINTS, 999991 points are missing");
    }

    private void link(String module) throws IOException {
        Files.createSymbolicLink(
                folder.resolve(module), Path.of("..", module).toAbsolutePath().normalize());
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
    }

    private record Ran(int exitCode, String out) {}

    private Ran run(Path at, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "ran", ".txt");
        ProcessBuilder builder = new ProcessBuilder(Arrays.asList(command))
                .directory(at.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return new Ran(-1, "no end after 120 s: " + Files.readString(output));
        }
        return new Ran(process.exitValue(), Files.readString(output));
    }
}
