package dev.giveback.torture.fuzz;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What Jazzer calls, by the names that it wants, in a process of its own. */
public final class JazzerEntry {
    static final String TARGET = "giveback.fuzz.target";
    static final String FOLDER = "giveback.fuzz.folder";
    static final String URL = "giveback.fuzz.database.url";
    static final String USER = "giveback.fuzz.database.user";
    static final String PASSWORD = "giveback.fuzz.database.password";

    private static @Nullable Target target;

    private JazzerEntry() {}

    /** Once, before the first input. */
    public static void fuzzerInitialize() {
        String name = System.getProperty(TARGET, "");
        target = Planted.named(name).orElseGet(() -> real(name));
    }

    private static Target real(String name) {
        // The process is killed by its parent, which has the database: nothing is closed here.
        Targets targets = new Targets(
                new Installation.Login(
                        System.getProperty(URL, ""), System.getProperty(USER, ""), System.getProperty(PASSWORD, "")),
                Path.of(System.getProperty(FOLDER, "")));
        Target chosen = targets.named(name);
        targets.prepare(chosen);
        return chosen;
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Target chosen = target;
        if (chosen == null) {
            throw new IllegalStateException("not initialized");
        }
        Trial.of(chosen, input);
    }
}
