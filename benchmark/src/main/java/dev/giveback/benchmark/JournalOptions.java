package dev.giveback.benchmark;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code ./benchmark/run journal}. Picocli sets the fields. */
final class JournalOptions {
    @Option(names = "--rounds", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
    int rounds = 3;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "Only the first days of the real shop. Default: all of its 40,448 invoices.")
    @Nullable
    Integer days;

    @Option(
            names = "--warm-ups",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "How often verify, replay and back-test run before the first round. Default: ${DEFAULT-VALUE}.")
    int warmUps = 10;

    @Option(
            names = "--recovery-events",
            split = ",",
            defaultValue = "1000,10000",
            description = "Events of the customers that are recovered. Default: ${DEFAULT-VALUE}.")
    List<Integer> recoveryEvents = List.of(1_000, 10_000);

    @Option(
            names = "--live-seconds",
            defaultValue = "8",
            description = "Of checkouts with and without a work beside them. Default: ${DEFAULT-VALUE}.")
    int liveSeconds = 8;

    @Option(
            names = "--in-flight",
            defaultValue = "100",
            description = "Checkouts in flight. Default: ${DEFAULT-VALUE}.")
    int inFlight = 100;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            defaultValue = "benchmark/target/report/journal.md",
            description = "Where the report goes. Default: ${DEFAULT-VALUE}.")
    Path output = Path.of("benchmark/target/report/journal.md");

    @Option(
            names = "--fill",
            paramLabel = "FILE",
            description = "Also puts the report between the marks of this document.")
    @Nullable
    Path fill;

    @Option(
            names = "--giveback",
            paramLabel = "FILE",
            defaultValue = "./giveback",
            description = "The script that starts one. Default: ${DEFAULT-VALUE}.")
    Path giveback = Path.of("./giveback");

    /** As a part of the whole: as many rounds, and the same script; short, when the whole is. */
    static JournalOptions within(Options whole) {
        JournalOptions options = new JournalOptions();
        options.rounds = whole.rounds;
        options.giveback = whole.giveback;
        options.inFlight = whole.otherInFlight;
        options.liveSeconds = whole.seconds;
        if (whole.quick) {
            options.days = whole.shopDays;
            options.warmUps = 1;
            options.recoveryEvents = List.of(200);
        }
        return options;
    }

    /** How to run it again. */
    String commandLine() {
        StringBuilder words = new StringBuilder("./benchmark/run journal --rounds ").append(rounds);
        if (days != null) {
            words.append(" --days ").append(days);
        }
        words.append(" --warm-ups ")
                .append(warmUps)
                .append(" --recovery-events ")
                .append(String.join(
                        ",", recoveryEvents.stream().map(Object::toString).toList()))
                .append(" --live-seconds ")
                .append(liveSeconds)
                .append(" --in-flight ")
                .append(inFlight);
        return words.toString();
    }
}
