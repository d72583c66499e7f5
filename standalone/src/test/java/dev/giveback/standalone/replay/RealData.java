package dev.giveback.standalone.replay;

import java.nio.file.Path;

/** The shipped data set, from the folder of the module. */
public final class RealData {
    private RealData() {}

    /** The folder with its files. */
    public static Path folder() {
        return Path.of("..", "data", "online-retail-ii");
    }
}
