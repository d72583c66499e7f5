package dev.giveback.torture.process;

import dev.giveback.torture.suite.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Giveback that a suite torments, started when it is first asked for, on data of its own that outlive it. */
public final class Running {
    private final Path scratch;
    private final GivebackProcess.Ports ports;
    private @Nullable GivebackProcess process;

    /** Nothing runs yet. */
    public Running(Workbench bench) throws IOException {
        this.scratch = bench.scratch();
        this.ports = GivebackProcess.Ports.free();
    }

    /** An empty folder that is deleted with the suite. */
    public Path scratch() {
        return scratch;
    }

    /** The one that runs; started if none does. */
    GivebackProcess honest() throws IOException, InterruptedException {
        GivebackProcess running = process;
        return running != null && running.isAlive() ? running : startedWith(GivebackProcess.Changes.NONE);
    }

    /** Another one with these changes; the one that runs is stopped. */
    public GivebackProcess startedWith(GivebackProcess.Changes changes) throws IOException, InterruptedException {
        GivebackProcess before = process;
        if (before != null && before.isAlive()) {
            before.stop();
        }
        GivebackProcess started = GivebackProcess.start(scratch.resolve("data"), ports, changes);
        process = started;
        return started;
    }

    /** What the one that runs, or ran, has said last. */
    public List<String> lastWords() {
        GivebackProcess running = process;
        return running == null ? List.of() : running.lastWords();
    }

    /** Ends it, and whatever is left of its database. */
    public void stop() throws InterruptedException {
        GivebackProcess running = process;
        if (running != null) {
            running.stop();
        }
    }
}
