package dev.giveback.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the script {@code giveback} with a JDK that only prints what it was called with. */
final class ClassArchiveTest {
    private static final String FLAG = "-XX:SharedArchiveFile=";

    @TempDir
    private Path folder;

    private Path target = Path.of("");

    @BeforeEach
    void aHomeThatIsBuilt() throws IOException {
        Path home = Files.createDirectory(folder.resolve("a home"));
        target = Files.createDirectories(home.resolve("standalone/target"));
        Files.createDirectory(target.resolve("lib"));
        Files.writeString(target.resolve("lib/library.jar"), "");
        Files.writeString(target.resolve("giveback.stamp"), "");
        Path script = Files.copy(Path.of("..", "giveback"), home.resolve("giveback"));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nfor word do printf '%s\\n' \"$word\"; done\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        release("25.0.1");
    }

    @Test
    void upAloneKeepsAnArchiveOfItsClasses() throws Exception {
        assertThat(archive(Map.of(), "up", "--grpc-port", "1")).startsWith(target + "/archives/up-");
        assertThat(run(Map.of(), "up")).contains("-XX:+AutoCreateSharedArchive", "-Xlog:aot*=off:stderr", "up");
        assertThat(run(Map.of(), "status")).noneMatch(word -> word.startsWith(FLAG));
        assertThat(run(Map.of("GIVEBACK_CLASS_ARCHIVE", "off"), "up")).noneMatch(word -> word.startsWith(FLAG));
        release("21.0.9");
        assertThat(run(Map.of(), "up"))
                .as("a word that an older JDK does not know keeps it from starting")
                .noneMatch(word -> word.contains("aot"));
    }

    @Test
    void anArchiveIsUsedOnlyIfItIsOfAWholeStartWithTheseJars() throws Exception {
        Path archive = Path.of(archive(Map.of(), "up"));
        Path mark = Path.of(archive + ".whole");
        Files.writeString(archive, "of a start that failed");
        assertThat(archive(Map.of(), "up")).isEqualTo(archive.toString());
        assertThat(archive).as("without its mark").doesNotExist();

        Files.writeString(archive, "of a whole start");
        Files.writeString(mark, "");
        run(Map.of(), "up");
        assertThat(archive).exists();

        Files.setLastModifiedTime(
                target.resolve("lib/library.jar"), FileTime.from(Instant.now().plusSeconds(60)));
        run(Map.of(), "up");
        assertThat(archive).as("a jar is newer").doesNotExist();
        assertThat(mark).doesNotExist();
    }

    private String archive(Map<String, String> environment, String... arguments) throws Exception {
        return run(environment, arguments).stream()
                .filter(word -> word.startsWith(FLAG))
                .findFirst()
                .orElseThrow()
                .substring(FLAG.length());
    }

    private void release(String version) throws IOException {
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    /** The words that the JDK was called with. */
    private List<String> run(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = Stream.concat(
                        Stream.of(folder.resolve("a home/giveback").toString()), Stream.of(arguments))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("GIVEBACK_JAVA_OPTS");
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }
}
