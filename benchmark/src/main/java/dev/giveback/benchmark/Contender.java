package dev.giveback.benchmark;

import dev.giveback.benchmark.report.ContenderInfo;
import dev.giveback.benchmark.report.Sample;
import java.io.IOException;

/** One of the things that are measured in turn. */
record Contender(ContenderInfo info, Measured measured) {
    /** Measures it once. */
    interface Measured {
        Sample run(Round round) throws IOException, InterruptedException;
    }
}
