package dev.giveback.platform.node.planted;

import dev.giveback.platform.archive.ExportScope;

/** A planted violation: what a node says of itself knows of exports. */
public final class KnowsTheArchive {
    private KnowsTheArchive() {}

    /** The violation itself. */
    public static String nameOf(ExportScope scope) {
        return scope.toString();
    }
}
