package dev.giveback.standalone;

import com.google.protobuf.util.Durations;
import dev.giveback.admin.v1.WorkProgress;
import dev.giveback.standalone.console.ProgressLine;
import java.io.PrintStream;

/** How far a long work of a service is, on standard error. */
final class WorkLine implements AutoCloseable {
    private final ProgressLine line;

    /**
     * A line that shows nothing yet.
     *
     * @param name of the work, as people know it
     * @param terminal whether the output is one
     */
    WorkLine(String name, PrintStream out, boolean terminal) {
        this.line = new ProgressLine(name, out, terminal);
    }

    /** The same on standard error. */
    static WorkLine onStandardError(String name) {
        return new WorkLine(name, System.err, Home.terminal());
    }

    /** Shows how far it is. */
    void show(WorkProgress progress) {
        line.show(new ProgressLine.Progress(
                progress.getDone(),
                progress.getTotal(),
                progress.getUnit(),
                Durations.toNanos(progress.getElapsedTime()) / 1e9,
                progress.hasRemainingTime() ? progress.getRemainingTime().getSeconds() : -1,
                ""));
    }

    @Override
    public void close() {
        line.close();
    }
}
