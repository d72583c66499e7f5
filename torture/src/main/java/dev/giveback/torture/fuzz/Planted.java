package dev.giveback.torture.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A reader with a fault: a list of parts, each with a length before it.
 *
 * @param part what is done with a part's length and content
 */
record Planted(String name, Part part) implements Target {
    /** What is done with a part. */
    @FunctionalInterface
    interface Part {
        /** Takes what the length says, and what there is. */
        void take(int length, String content);
    }

    /** The one of this name; empty if it is the name of a real target. */
    static Optional<Target> named(String name) {
        return Stream.<Target>of(crash(), hang(), allocation(), hidden())
                .filter(planted -> planted.name().equals(name))
                .findFirst();
    }

    /** Believes that a part is as long as its length says. */
    static Planted crash() {
        return new Planted("planted-crash", (length, content) -> {
            if (length > 0 && content.isEmpty()) {
                throw new StringIndexOutOfBoundsException(length);
            }
        });
    }

    /** Never comes to the end of a part that has a length and no content. */
    static Planted hang() {
        return new Planted("planted-hang", (length, content) -> {
            while (length > 0 && content.isEmpty() && !Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
        });
    }

    /** Makes room by the length. */
    static Planted allocation() {
        Consumer<long[]> unused = room -> {};
        return new Planted("planted-allocation", (length, content) -> unused.accept(new long[length << 17]));
    }

    /** Fails for one word among 2^24, to which only the coverage of its parts leads. */
    static Planted hidden() {
        return new Planted("planted-hidden", (length, content) -> {
            if (content.length() > 2
                    && content.charAt(0) == 'K'
                    && content.charAt(1) == '7'
                    && content.charAt(2) == '~') {
                throw new IllegalStateException("the hidden word");
            }
        });
    }

    @Override
    public byte[] sample(Random random) {
        StringBuilder text = new StringBuilder();
        for (int part = 0; part < 3; part++) {
            int length = 1 + random.nextInt(6);
            text.append((char) length).append("abcdef", 0, length);
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void read(byte[] input) {
        int at = 0;
        while (at < input.length) {
            int length = input[at] & 0xff;
            int end = Math.min(input.length, at + 1 + length);
            part.take(length, new String(input, at + 1, end - at - 1, StandardCharsets.ISO_8859_1));
            at = end;
        }
    }
}
