package dev.giveback.coupon.code.planted;

import java.io.FileWriter;
import java.io.IOException;

/** A planted violation: codes are given to whoever writes them, and no file is opened here. */
public final class KnowsAFile {
    private KnowsAFile() {}

    /** The violation itself. */
    public static void close(FileWriter file) throws IOException {
        file.close();
    }
}
