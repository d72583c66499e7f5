package dev.giveback.torture.process.planted;

import dev.giveback.torture.report.ReportFolder;
import java.nio.file.Path;

/** A suite that writes its own report. */
final class KnowsTheReport {
    private KnowsTheReport() {}

    static ReportFolder folder() {
        return new ReportFolder(Path.of("report"));
    }
}
