package dev.giveback.torture.suite;

import java.nio.file.Path;

/**
 * Where a suite may leave things.
 *
 * @param home the folder of Giveback, with the script {@code giveback}
 * @param scratch an empty folder of its own, deleted when the suite is over
 */
public record Workbench(Path home, Path scratch) {}
