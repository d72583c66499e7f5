package dev.giveback.torture.flood;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Bodies that are no JSON, or not that of an order. */
final class Malformed {
    private static final int DEEP = 100_000;
    private static final int LONG = 200_000;

    /** All of them. None may be answered otherwise than as what its sender did wrong. */
    static final List<byte[]> BODIES = Stream.concat(
                    Stream.of(
                                    "[".repeat(DEEP),
                                    "{\"a\":".repeat(DEEP / 2),
                                    "{\"basket\":{\"lines\":[" + "{},".repeat(LONG / 4) + "{}]}}",
                                    "{\"requestId\":\"" + "\\u0000".repeat(LONG / 10) + "\"}",
                                    "{\"requestId\":\"a",
                                    "{\"basket\":{\"lines\":[{\"quantity\":1" + "0".repeat(DEEP) + "}]}}",
                                    "{\"basket\":{\"lines\":[{\"quantity\":1e" + "9".repeat(DEEP / 10) + "}]}}",
                                    "{\"requestId\":\"a\",\"requestId\":\"b\"}",
                                    "NaN",
                                    "\ufeff{}",
                                    "{} {}",
                                    "\"\ud800\"",
                                    "null",
                                    "{\"\":{\"\":{\"\":[]}}}")
                            .map(text -> text.getBytes(StandardCharsets.UTF_8)),
                    Stream.of(noise(1), noise(LONG), new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'}))
            .toList();

    private Malformed() {}

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
