package dev.giveback.torture.concurrency.planted;

import dev.giveback.torture.report.ReportFolder;

/** It must not. */
final class KnowsTheReport {
    private KnowsTheReport() {}

    static String file() {
        return ReportFolder.HTML_FILE;
    }
}
