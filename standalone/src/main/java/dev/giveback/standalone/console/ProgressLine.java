package dev.giveback.standalone.console;

import java.io.PrintStream;
import java.util.Locale;

/**
 * How far a long work is: share done, rate and, until all is done, time left. On a terminal it is one line with a bar that is written over, otherwise
 * a line every few seconds. A work that takes less than two seconds shows nothing.
 */
public final class ProgressLine implements AutoCloseable {
    private static final double QUIET_SECONDS = 2;
    private static final double SECONDS_A_LINE = 5;
    private static final int BAR = 20;

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
    public ProgressLine(String name, PrintStream out, boolean terminal) {
        this.name = name;
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * How far a work is.
     *
     * @param total what there is to do; 0 while that is not known
     * @param unit of both: events
     * @param seconds since it began
     * @param secondsLeft less than 0 while that is not known
     * @param details what else there is to say; empty for nothing
     */
    public record Progress(long done, long total, String unit, double seconds, long secondsLeft, String details) {}

    /** Shows how far it is. */
    public void show(Progress progress) {
        double seconds = progress.seconds();
        if (seconds < QUIET_SECONDS || (!terminal && seconds - shownAt < SECONDS_A_LINE)) {
            return;
        }
        shownAt = seconds;
        String text = name + ": " + (terminal ? bar(progress) : "") + text(progress);
        if (terminal) {
            out.print('\r' + text + " ".repeat(Math.max(0, width - text.length())));
            out.flush();
            width = text.length();
        } else {
            out.println(text);
        }
    }

    private static String bar(Progress progress) {
        if (progress.total() <= 0) {
            return "";
        }
        int full = (int) (BAR * Math.min(progress.done(), progress.total()) / progress.total());
        return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "] ";
    }

    private static String text(Progress progress) {
        StringBuilder text = new StringBuilder(Numbers.grouped(progress.done()));
        if (progress.total() > 0) {
            text.append(" of ").append(Numbers.grouped(progress.total()));
        }
        text.append(' ').append(progress.unit());
        if (progress.total() > 0) {
            text.append(String.format(Locale.ROOT, ", %.0f %%", 100.0 * progress.done() / progress.total()));
        }
        text.append(", ")
                .append(Numbers.grouped(Math.round(progress.done() / progress.seconds())))
                .append("/s");
        if (progress.secondsLeft() >= 0 && progress.done() < progress.total()) {
            text.append(", ").append(left(progress.secondsLeft() + 1)).append(" left");
        }
        return text.append(progress.details().isEmpty() ? "" : ", " + progress.details())
                .toString();
    }

    private static String left(long seconds) {
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
