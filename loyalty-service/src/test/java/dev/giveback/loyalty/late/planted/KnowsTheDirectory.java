package dev.giveback.loyalty.late.planted;

import dev.giveback.loyalty.directory.Directory;

/** A planted violation: what became known late is looked up in the read model, which lags. */
public final class KnowsTheDirectory {
    private KnowsTheDirectory() {}

    /** The violation itself. */
    public static String nameOf(Directory directory) {
        return directory.getClass().getName();
    }
}
