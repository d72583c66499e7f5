package dev.giveback.coupon.code;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Prints how fast codes are computed and checked on this machine, and what ten million of them weigh. Not a test: figures of a
 * busy machine judge nothing.
 */
final class CodeSpeed {
    private static final int ROUNDS = 5;

    private CodeSpeed() {}

    /** Needs no arguments. */
    public static void main(String[] arguments) throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            generate();
            writeCsv();
            check();
            use();
        }
        for (double share : new double[] {0.01, 0.1, 0.5, 1}) {
            weigh(share);
        }
    }

    private static void generate() {
        long start = System.nanoTime();
        long[] characters = new long[1];
        Codes.ofMillions().codes(0, 2_000_000).forEachRemaining(code -> characters[0] += code.charAt(5));
        print("codes generated a second", 2_000_000, start, characters[0]);
    }

    private static void writeCsv() throws Exception {
        long start = System.nanoTime();
        StringBuilder csv = new StringBuilder(32 * 1_000_000);
        Codes.ofMillions().codes(0, 1_000_000).writeCsv(csv);
        print("lines of CSV a second", 1_000_000, start, csv.length());
    }

    private static void check() {
        CodeBook book = Codes.ofMillions();
        String[] codes = IntStream.range(0, 200_000)
                .mapToObj(serial -> book.code(serial * 50))
                .toArray(String[]::new);
        CodeUses uses = CodeUses.NONE.use(IntStream.range(0, 5_000_000).toArray());
        long start = System.nanoTime();
        long valid = 0;
        for (String code : codes) {
            valid += book.check(code, Codes.MILLIONS, uses) instanceof CodeSerial ? 1 : 0;
        }
        print("codes checked a second", codes.length, start, valid);
    }

    private static void use() {
        CodeUses uses = CodeUses.NONE.use(
                IntStream.range(0, 5_000_000).map(at -> at * 2).toArray());
        long start = System.nanoTime();
        for (int at = 0; at < 100_000; at++) {
            uses = uses.use((int) (at * 7919L % 5_000_000) * 2 + 1);
        }
        print("uses applied one by one a second", 100_000, start, uses.used());
    }

    private static void weigh(double share) {
        Random random = new Random(42);
        int[] serials = IntStream.range(0, Codes.MILLIONS)
                .filter(serial -> random.nextDouble() < share)
                .toArray();
        long before = heap();
        CodeUses uses = CodeUses.NONE.use(serials);
        long heap = heap() - before;
        System.out.printf(
                "%.0f %% of %d used: heap %d bytes (Roaring says %d), stored %d bytes; first and last %d %d%n",
                share * 100,
                Codes.MILLIONS,
                heap,
                uses.bitBytes(),
                uses.usedBytes().length,
                serials[0],
                serials[serials.length - 1]);
    }

    private static long heap() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        for (int round = 0; round < 3; round++) {
            memory.gc();
        }
        return memory.getHeapMemoryUsage().getUsed();
    }

    private static void print(String what, int count, long start, long result) {
        System.out.printf("%s: %,d (result %d)%n", what, count * 1_000_000_000L / (System.nanoTime() - start), result);
    }
}
