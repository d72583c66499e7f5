package dev.giveback.torture.suite;

import java.util.stream.LongStream;

/**
 * Seeds that are tried together.
 *
 * @param scale of the run
 * @param first seed
 * @param count how many follow each other
 */
public record Slice(Scale scale, long first, long count) {
    /** All of them. */
    public LongStream seeds() {
        return LongStream.range(first, first + count);
    }
}
