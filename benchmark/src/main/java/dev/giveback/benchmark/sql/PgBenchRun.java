package dev.giveback.benchmark.sql;

import dev.giveback.benchmark.machine.CpuTimes;
import org.HdrHistogram.Histogram;

/**
 * What one run of pgbench showed.
 *
 * @param transactions processed
 * @param failed transactions that failed
 * @param latency nanoseconds of each; with a rate, from when a transaction was due
 * @param cpu what each process used, connecting included
 */
public record PgBenchRun(
        double seconds, double ratePerSecond, long transactions, long failed, Histogram latency, CpuTimes cpu) {}
