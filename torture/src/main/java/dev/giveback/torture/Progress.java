package dev.giveback.torture;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** One line that tells how far a suite is: written over itself on a terminal, and every {@link #PAUSE} elsewhere. */
final class Progress {
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final int WIDTH = 100;

    private final PrintStream out;
    private final boolean isTerminal;
    private long lastNanos = System.nanoTime();

    Progress(PrintStream out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    /** A line that stays. */
    void say(String text) {
        out.println(isTerminal ? "\r" + padded(text) : text);
    }

    /** How far it is, and how long the rest takes at the pace of this run. */
    void tell(String suite, long done, long seeds, long triedNow, long nanosNow, int violations) {
        if (!isTerminal && System.nanoTime() - lastNanos < PAUSE.toNanos()) {
            return;
        }
        lastNanos = System.nanoTime();
        double pace = triedNow / (nanosNow / 1e9);
        String left = triedNow == 0 ? "" : ", " + words(Duration.ofSeconds((long) ((seeds - done) / pace))) + " left";
        String line = String.format(
                Locale.ROOT,
                "  %s: %,d of %,d seeds (%d %%), %,.1f a second%s%s",
                suite,
                done,
                seeds,
                100 * done / seeds,
                pace,
                left,
                violations == 0 ? "" : ", " + violations + " VIOLATIONS");
        if (isTerminal) {
            out.print("\r" + padded(line));
            out.flush();
        } else {
            out.println(line);
        }
    }

    private static String padded(String text) {
        return text + " ".repeat(Math.max(0, WIDTH - text.length()));
    }

    static String words(Duration time) {
        if (time.toMinutes() == 0) {
            return time.toSeconds() + " s";
        }
        return time.toHours() == 0
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : time.toHours() + " h " + time.toMinutesPart() + " min";
    }
}
