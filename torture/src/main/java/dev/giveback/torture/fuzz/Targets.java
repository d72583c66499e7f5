package dev.giveback.torture.fuzz;

import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that is fuzzed, by their places in the order of seeds; what needs running services starts them when it is first asked. */
final class Targets implements AutoCloseable {
    private final Installation.Login login;
    private final Path folder;
    private final List<Target> all;
    private @Nullable Installation installation;

    Targets(Installation.Login login, Path folder) {
        this.login = login;
        this.folder = folder;
        List<Target> targets = new ArrayList<>(JournalTarget.all());
        targets.add(new ImportTarget());
        targets.add(new ProductsTarget(folder));
        targets.add(new CodeTarget());
        targets.add(new ConditionTarget());
        targets.add(new TokenTarget(this::installation));
        targets.add(WebTarget.framed(this::installation));
        targets.add(WebTarget.raw(this::installation));
        targets.addAll(Handlers.of(this::installation));
        all = List.copyOf(targets);
    }

    /** How many there are. */
    static int count() {
        return new Targets(new Installation.Login("", "", ""), Path.of("")).all.size();
    }

    /** The one of a seed: all of them in turn. */
    Target of(long seed) {
        return all.get((int) Math.floorMod(seed - 1, (long) all.size()));
    }

    /** The one of this name. */
    Target named(String name) {
        return all.stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("target: " + name));
    }

    private synchronized Installation installation() {
        if (installation == null) {
            try {
                installation = new Installation(login, folder);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            } catch (JOSEException broken) {
                throw new IllegalStateException(broken);
            }
        }
        return installation;
    }

    /** Starts the services before a call is timed, if the target calls any. */
    void prepare(Target target) {
        if (target.isServed()) {
            var unused = installation();
        }
    }

    @Override
    public synchronized void close() {
        if (installation != null) {
            installation.close();
        }
    }
}
