package dev.giveback.torture.fuzz;

import com.google.protobuf.ByteString;
import dev.giveback.torture.suite.Shrinker;
import dev.giveback.torture.suite.Violation;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An input that something could not bear.
 *
 * @param what came of it
 * @param input the bytes
 */
record Fault(String what, ByteString input) {
    private static final int LONGEST_SHRUNK = 4_000;

    /** As a violation, with as few bytes as still do it. */
    Violation violation(Target target, long seed) {
        ByteString least = input.size() > LONGEST_SHRUNK ? input : shrunk(target);
        return violation(target.name(), seed, least);
    }

    /** As a violation, with the bytes as they are. */
    Violation asItIs(String target, long seed) {
        return violation(target, seed, input);
    }

    private Violation violation(String target, long seed, ByteString bytes) {
        return new Violation(
                seed,
                target + ": " + what,
                List.of(bytes.size() + " bytes in base64: "
                        + Base64.getEncoder().encodeToString(bytes.toByteArray())));
    }

    private ByteString shrunk(Target target) {
        List<Byte> bytes = IntStream.range(0, input.size())
                .mapToObj(at -> input.byteAt(at))
                .toList();
        return bytes(
                Shrinker.shrunk(bytes, fewer -> isFault(target, bytes(fewer).toByteArray())));
    }

    private static ByteString bytes(List<Byte> bytes) {
        byte[] array = new byte[bytes.size()];
        for (int at = 0; at < array.length; at++) {
            array[at] = bytes.get(at);
        }
        return ByteString.copyFrom(array);
    }

    private static boolean isFault(Target target, byte[] input) {
        try {
            Trial.of(target, input);
            return false;
        } catch (Exception | StackOverflowError | OutOfMemoryError fault) {
            return true;
        }
    }
}
