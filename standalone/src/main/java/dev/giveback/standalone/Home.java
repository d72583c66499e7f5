package dev.giveback.standalone;

import java.nio.file.Path;

/** The folder that Giveback was unpacked to, which the start script tells; else the working directory. */
final class Home {
    private Home() {}

    static Path resolve(String relative) {
        return Path.of(System.getProperty("giveback.home", "")).resolve(relative);
    }

    /** Whether standard error is a terminal, which the start script tells. */
    static boolean terminal() {
        return Boolean.getBoolean("giveback.terminal");
    }

    /** Whether standard output is a terminal, which the start script tells. */
    static boolean outTerminal() {
        return Boolean.getBoolean("giveback.terminal.out");
    }
}
