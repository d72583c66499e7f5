package dev.giveback.benchmark.report;

import org.jspecify.annotations.Nullable;

/**
 * How the machine was before a round.
 *
 * @param loadAverage of the last minute, our own load included; null when it is not told
 * @param neighboursCores processors that were busy while the benchmark rested: with others, and with what the server and the
 *     database still had to do; null when it is not told
 */
public record RoundStart(
        int round, @Nullable Double loadAverage, @Nullable Double neighboursCores) {}
