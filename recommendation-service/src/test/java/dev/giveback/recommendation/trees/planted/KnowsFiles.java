package dev.giveback.recommendation.trees.planted;

import java.io.FileWriter;
import java.io.IOException;

/** A planted violation: trees are learnt in memory. */
public final class KnowsFiles {
    private KnowsFiles() {}

    /** The violation itself. */
    public static void close(FileWriter file) throws IOException {
        file.close();
    }
}
