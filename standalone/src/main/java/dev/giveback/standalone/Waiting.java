package dev.giveback.standalone;

import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What a long work is at and since when, on standard error, where nobody can tell how much of it is left. On a terminal it is one line that is
 * written over, otherwise a line every ten seconds. A short work shows nothing.
 */
final class Waiting implements AutoCloseable {
    private static final long QUIET_SECONDS = 2;
    private static final long SECONDS_A_LINE = 10;

    private final PrintStream out;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("waiting").factory());
    private String stage = "";
    private int width;

    private Waiting(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        long interval = terminal ? 1 : SECONDS_A_LINE;
        var unused = timer.scheduleAtFixedRate(
                this::show, terminal ? QUIET_SECONDS : SECONDS_A_LINE, interval, TimeUnit.SECONDS);
    }

    /** Begins to show. */
    static Waiting onStandardError() {
        return new Waiting(System.err, Home.terminal());
    }

    /** Says what it is at. */
    synchronized void stage(String now) {
        stage = now;
    }

    private synchronized void show() {
        String text = stage + ", " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) + " s";
        if (terminal) {
            out.print('\r' + text + " ".repeat(Math.max(0, width - text.length())));
            out.flush();
            width = text.length();
        } else {
            out.println(text);
        }
    }

    /** Leaves the terminal's cursor on a line of its own. */
    @Override
    public synchronized void close() {
        timer.shutdownNow();
        if (terminal && width > 0) {
            out.print('\r' + " ".repeat(width) + '\r');
            out.flush();
        }
    }
}
