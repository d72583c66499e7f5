package dev.giveback.standalone;

import dev.giveback.standalone.console.Problem;
import dev.giveback.standalone.console.Steps;
import dev.giveback.standalone.database.EmbeddedDatabase;
import java.util.ArrayDeque;
import java.util.Deque;

/** All of Giveback in this JVM: what is started first is needed by what comes after, and is stopped last. */
final class Standalone implements AutoCloseable {
    private final Deque<Part> parts = new ArrayDeque<>();
    private final Steps steps;

    /** Something running, with the name that people see. */
    private record Part(String name, AutoCloseable running) {}

    private Standalone(Steps steps) {
        this.steps = steps;
    }

    /** One that runs nothing yet. */
    static Standalone idle(Steps steps) {
        return new Standalone(steps);
    }

    /**
     * Starts everything.
     *
     * @throws Problem if something does not start; what had started is left for {@link #close}
     */
    synchronized void start(StandaloneSettings settings) {
        run("database", EmbeddedDatabase.start(settings.database(), steps));
    }

    private void run(String name, AutoCloseable running) {
        parts.push(new Part(name, running));
    }

    /**
     * Drains: what was started last is stopped first. One that fails does not keep the others from being stopped. A start under way
     * is waited for, so that nothing is left behind.
     */
    @Override
    public synchronized void close() {
        Problem failed = null;
        while (!parts.isEmpty()) {
            Part part = parts.pop();
            try {
                steps.step("Stopping the " + part.name(), () -> {
                    part.running().close();
                    return true;
                });
            } catch (Problem problem) {
                failed = problem;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
