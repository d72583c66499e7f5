package dev.giveback.standalone.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs PostgreSQL's programs. They refuse to run as root, so a prefix takes root's identity away first.
 *
 * @param prefix the words before every command; empty for an ordinary user
 */
record CommandRunner(List<String> prefix) {
    /** How a command ended, and what it said on both streams together. */
    record Result(int exitCode, String output) {
        boolean ok() {
            return exitCode == 0;
        }
    }

    /**
     * Runs a command to its end. Its output goes through a file, because a server that it starts would keep a pipe open.
     */
    Result run(List<String> command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(prefix);
        words.addAll(command);
        Path output = Files.createTempFile("giveback-", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
            Map<String, String> environment = builder.environment();
            // English messages, whatever the user speaks: they are shown in ours. PG* variables are for clients of
            // another server.
            environment.keySet().removeIf(name -> name.startsWith("PG"));
            environment.put("LC_ALL", "C");
            Process process = builder.redirectOutput(output.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            int exitCode = process.waitFor();
            return new Result(exitCode, Files.readString(output).strip());
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
