package dev.giveback.standalone.console;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Shows what is being done, each step with the time that it took. */
public final class Steps {
    private static final int WIDTH = 44;

    private final PrintStream out;

    /** Writes to a stream, standard output say. */
    public Steps(PrintStream out) {
        this.out = out;
    }

    /**
     * Does one step and shows its name and time, or that it failed.
     *
     * @param name what is being done, at most 40 characters
     * @return what the work returns
     * @throws Problem of the work as it is; any other exception as a Problem that names the step
     */
    public <T> T step(String name, Callable<T> work) {
        out.print("  " + name + " " + ".".repeat(Math.max(2, WIDTH - name.length())) + " ");
        out.flush();
        long start = System.nanoTime();
        try {
            T result = work.call();
            out.println(String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - start) / 1e9));
            return result;
        } catch (Problem problem) {
            out.println("failed");
            throw problem;
        } catch (InterruptedException interrupted) {
            out.println("interrupted");
            Thread.currentThread().interrupt();
            throw Problem.failed(name + ": interrupted", interrupted);
        } catch (Exception exception) {
            out.println("failed");
            throw Problem.failed(name + ": " + exception.getMessage(), exception);
        }
    }

    /** Shows a line between steps. */
    public void note(String line) {
        out.println("  " + line);
        out.flush();
    }
}
