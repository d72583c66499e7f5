package dev.giveback.torture.concurrency.planted;

import dev.giveback.torture.report.RunRecord;

/** It must not. */
final class KnowsTheReport {
    private KnowsTheReport() {}

    static int suites(RunRecord run) {
        return run.suites().size();
    }
}
