package dev.giveback.torture.fuzz;

import com.google.common.base.Splitter;
import com.google.protobuf.ByteString;
import dev.giveback.torture.suite.Outcome.Tally;
import dev.giveback.torture.suite.Violation;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Jazzer on one target, in a process of its own, from samples of one seed. */
final class JazzerRun {
    /** An input that takes longer hangs. */
    private static final int HANGS_SECONDS = 40;

    private static final int SAMPLES = 300;
    private static final Duration START_LIMIT = Duration.ofMinutes(10);
    private static final Pattern EXECUTED = Pattern.compile("stat::number_of_executed_units: +(\\d+)");
    private static final Pattern EXCEPTION = Pattern.compile("(== Java Exception: .*|==.*ERROR: libFuzzer: .*)");

    private final Target target;
    private final long seed;
    private final Installation.Login login;
    private final Path folder;

    /** @param folder an empty one */
    JazzerRun(Target target, long seed, Installation.Login login, Path folder) {
        this.target = target;
        this.seed = seed;
        this.login = login;
        this.folder = folder;
    }

    /**
     * What it found.
     *
     * @param length of the run
     * @param runs inputs at most
     */
    Optional<Violation> violation(Duration length, long runs, Tally tally) throws IOException, InterruptedException {
        writeSamples(Files.createDirectory(folder.resolve("corpus")));
        Path log = folder.resolve("jazzer.log");
        Process process = new ProcessBuilder(command(length, runs))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean hasEnded;
        try {
            hasEnded = process.waitFor(length.plus(START_LIMIT).toSeconds(), TimeUnit.SECONDS);
        } finally {
            process.destroyForcibly();
        }
        List<String> said =
                Files.readString(log, StandardCharsets.ISO_8859_1).lines().toList();
        said.stream()
                .map(EXECUTED::matcher)
                .filter(Matcher::find)
                .forEach(found -> tally.add("inputs of Jazzer", Long.parseLong(found.group(1))));
        if (hasEnded && process.exitValue() == 0) {
            return Optional.empty();
        }
        return Optional.of(new Fault(said(said, hasEnded), artifact()).asItIs(target.name(), seed));
    }

    private void writeSamples(Path corpus) throws IOException {
        Random random = new Random(seed * 31 + target.name().hashCode());
        for (int sample = 0; sample < SAMPLES; sample++) {
            Files.write(corpus.resolve("sample-" + sample), target.sample(random));
        }
    }

    private List<String> command(Duration length, long runs) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+EnableDynamicAgentLoading", "-Xmx1g"));
        if (Runtime.version().feature() >= 24) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.add("-Duser.timezone=UTC");
        command.add("-D" + JazzerEntry.TARGET + "=" + target.name());
        command.add("-D" + JazzerEntry.FOLDER + "=" + folder);
        command.add("-D" + JazzerEntry.URL + "=" + login.url());
        command.add("-D" + JazzerEntry.USER + "=" + login.user());
        command.add("-D" + JazzerEntry.PASSWORD + "=" + login.password());
        command.addAll(List.of("-cp", absolute(System.getProperty("java.class.path"))));
        command.addAll(List.of(
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + JazzerEntry.class.getName(),
                "--instrumentation_includes=dev.giveback.**",
                // Its own judges of what a program may open or call take our database for an attack.
                "--custom_hook_includes=dev.giveback.torture.fuzz.**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + File.separator,
                "-seed=" + seed,
                "-runs=" + runs,
                "-max_total_time=" + length.toSeconds(),
                "-max_len=" + Mutator.MOST_BYTES,
                "-timeout=" + HANGS_SECONDS,
                "-rss_limit_mb=0",
                "-print_final_stats=1",
                folder.resolve("corpus").toString()));
        return command;
    }

    private static String absolute(String classPath) {
        return Splitter.on(File.pathSeparatorChar)
                .omitEmptyStrings()
                .splitToStream(classPath)
                .map(entry -> new File(entry).getAbsolutePath())
                .collect(java.util.stream.Collectors.joining(File.pathSeparator));
    }

    private static String said(List<String> lines, boolean hasEnded) {
        for (int at = 0; at < lines.size(); at++) {
            if (EXCEPTION.matcher(lines.get(at)).find()) {
                return String.join(" | ", lines.subList(at, Math.min(lines.size(), at + 12)));
            }
        }
        List<String> last = lines.subList(Math.max(0, lines.size() - 12), lines.size());
        return (hasEnded ? "Jazzer ended: " : "Jazzer did not end: ") + String.join(" | ", last);
    }

    /** The input that it kept; empty if none. */
    private ByteString artifact() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Optional<Path> kept = files.filter(
                            file -> String.valueOf(file.getFileName()).matches("(crash|timeout|oom|leak)-.*"))
                    .findFirst();
            return kept.isEmpty() ? ByteString.EMPTY : ByteString.copyFrom(Files.readAllBytes(kept.get()));
        }
    }
}
