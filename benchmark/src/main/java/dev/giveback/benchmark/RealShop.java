package dev.giveback.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Real invoices in the journal: what {@code giveback replay} sends, sales and returns without campaigns. */
final class RealShop {
    /** The program that the works on the journal are measured with. */
    static final String PROGRAM = "programs/journal";

    private RealShop() {}

    /** The id of a program that no other run has: a replay into one that was bought in otherwise would not agree. */
    static String ofNewRun() {
        return "bench-shop-" + Long.toHexString(UUID.randomUUID().getMostSignificantBits() >>> 4);
    }

    /**
     * Sends them, and returns when all are answered and the replay's own check agrees.
     *
     * @param key that the gateway asks for; empty for that of the environment
     * @param program resource name of the one that they are sent to
     * @param days only the first ones; null for all
     */
    static void fill(
            Path giveback, int grpcPort, String key, String program, @Nullable Integer days, PrintStream progress)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                giveback.toString(),
                "replay",
                "--no-campaigns",
                "--no-surveys",
                "--program",
                program.substring(program.indexOf('/') + 1),
                "--grpc-port",
                Integer.toString(grpcPort)));
        if (days != null) {
            words.addAll(List.of("--days", days.toString()));
        }
        ProcessBuilder command = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
        if (!key.isEmpty()) {
            command.environment().put("GIVEBACK_KEY", key);
        }
        Process replay = command.start();
        String output = new String(replay.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (replay.waitFor() != 0) {
            throw new IOException("giveback replay failed: " + output);
        }
        progress.println(output.lines().findFirst().orElse(""));
    }
}
