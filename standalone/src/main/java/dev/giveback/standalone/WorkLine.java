package dev.giveback.standalone;

import com.google.protobuf.util.Durations;
import dev.giveback.admin.v1.WorkProgress;
import dev.giveback.standalone.console.Numbers;
import java.io.PrintStream;
import java.util.Locale;

/**
 * How far a long work is, on standard error: rate, share done and, until all is done, time left. On a terminal it is one line that is
 * written over, otherwise a line every few seconds. A work that takes less than two seconds shows nothing.
 */
final class WorkLine implements AutoCloseable {
    private static final double QUIET_SECONDS = 2;
    private static final double SECONDS_A_LINE = 5;

    private final String name;
    private final PrintStream out;
    private final boolean terminal;
    private double shownAt = -SECONDS_A_LINE;
    private int width;

    /**
     * A line that shows nothing yet.
     *
     * @param name of the work, as people know it
     * @param terminal whether the output is one
     */
    WorkLine(String name, PrintStream out, boolean terminal) {
        this.name = name;
        this.out = out;
        this.terminal = terminal;
    }

    /** The same on standard error. */
    static WorkLine onStandardError(String name) {
        return new WorkLine(name, System.err, Home.terminal());
    }

    /** Shows how far it is. */
    void show(WorkProgress progress) {
        double seconds = Durations.toNanos(progress.getElapsedTime()) / 1e9;
        if (seconds < QUIET_SECONDS || (!terminal && seconds - shownAt < SECONDS_A_LINE)) {
            return;
        }
        shownAt = seconds;
        String text = text(progress, seconds);
        if (terminal) {
            out.print('\r' + text + " ".repeat(Math.max(0, width - text.length())));
            out.flush();
            width = text.length();
        } else {
            out.println(text);
        }
    }

    private String text(WorkProgress progress, double seconds) {
        StringBuilder text = new StringBuilder(name).append(": ").append(Numbers.grouped(progress.getDone()));
        if (progress.getTotal() > 0) {
            text.append(" of ").append(Numbers.grouped(progress.getTotal()));
        }
        text.append(' ').append(progress.getUnit());
        if (progress.getTotal() > 0) {
            text.append(String.format(Locale.ROOT, ", %.0f %%", 100.0 * progress.getDone() / progress.getTotal()));
        }
        text.append(", ")
                .append(Numbers.grouped(Math.round(progress.getDone() / seconds)))
                .append("/s");
        if (progress.hasRemainingTime() && progress.getDone() < progress.getTotal()) {
            text.append(", ").append(left(progress)).append(" left");
        }
        return text.toString();
    }

    private static String left(WorkProgress progress) {
        long seconds = progress.getRemainingTime().getSeconds() + 1;
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
    }

    /** Leaves the terminal's cursor on a line of its own. */
    @Override
    public void close() {
        if (terminal && width > 0) {
            out.print('\r' + " ".repeat(width) + '\r');
            out.flush();
        }
    }
}
