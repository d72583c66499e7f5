package dev.giveback.loyalty.liability;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.giveback.journal.v1.CustomerEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@code tools/Liability.java}, which has no code in common with Giveback, over rows in the form of an export. */
final class IndependentLiability {
    private IndependentLiability() {}

    /** One line of an export. */
    static String line(String program, String customer, long sequenceNumber, CustomerEvent event) {
        try {
            return "{\"persistence_id\":\"customer|" + program + "|" + customer + "\",\"sequence_number\":"
                    + sequenceNumber + ",\"event\":"
                    + JsonFormat.printer().omittingInsignificantWhitespace().print(event) + "}";
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What it printed, both streams, line by line. */
    static List<String> run(Path folder, List<String> export, String program, Instant time)
            throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("export.jsonl"), export);
        Path tool = Path.of("..", "tools", "Liability.java");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        tool.toString(),
                        file.toString(),
                        program,
                        "--zone",
                        "Europe/London",
                        "--rate",
                        "3:2",
                        "--time",
                        time.toString())
                .redirectErrorStream(true)
                .start();
        List<String> output = process.inputReader().lines().toList();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("Liability.java: took more than a minute");
        }
        return output;
    }
}
