package dev.giveback.torture.fuzz;

import dev.giveback.coupon.code.CodeBook;
import dev.giveback.coupon.code.CodeFormat;
import dev.giveback.coupon.code.CodeKey;
import dev.giveback.coupon.code.CodeText;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** A pattern of codes and a typed code, in two lines: the pattern is judged, and the code is looked for in a campaign of it. */
final class CodeTarget implements Target {
    private static final int CAPACITY = 1_000;
    private static final CodeKey KEY = new CodeKey(new byte[CodeKey.BYTES]);
    private static final String USUAL = "GIFT-####-#####";

    private final CodeBook book = new CodeBook(new CodeFormat(USUAL, CAPACITY), KEY);

    @Override
    public String name() {
        return "codes";
    }

    @Override
    public byte[] sample(Random random) {
        String pattern = random.nextInt(3) == 0 ? "A-####-#### #####-B" : USUAL;
        String code = book.code(random.nextInt(CAPACITY));
        String typed = switch (random.nextInt(4)) {
            case 0 -> code.toLowerCase(java.util.Locale.ROOT).replace('-', '\u2013');
            case 1 -> code + "\u200b".repeat(random.nextInt(300));
            case 2 -> code.replace('0', '\u0130');
            default -> code;
        };
        return (pattern + "\n" + typed).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void read(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        int line = text.indexOf('\n');
        String pattern = line < 0 ? USUAL : text.substring(0, line);
        String typed = text.substring(line + 1);
        if (CodeText.normalise(typed) instanceof CodeText normal
                && !CodeText.normalise(normal.value()).equals(normal)) {
            throw new IllegalStateException("what is normal is not read as itself");
        }
        var unused = book.check(typed, CAPACITY);
        for (int capacity : new int[] {1, CAPACITY, CodeFormat.MAX_CAPACITY}) {
            if (CodeFormat.create(pattern, capacity) instanceof CodeFormat format) {
                CodeBook other = new CodeBook(format, KEY);
                var unusedCheck = other.check(typed, capacity);
                if (!(other.check(other.code(capacity - 1), capacity) instanceof dev.giveback.coupon.code.CodeSerial)) {
                    throw new IllegalStateException("a code of " + pattern + " is not found");
                }
            }
        }
    }
}
