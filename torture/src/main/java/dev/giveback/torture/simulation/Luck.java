package dev.giveback.torture.simulation;

/** What a seed decides for a thing of some name: always the same, whatever else happens, so that stories can be made shorter. */
record Luck(long seed) {
    /** A number from 0 below the bound. */
    int of(String name, int bound) {
        return (int) Long.remainderUnsigned(number(name), bound);
    }

    long number(String name) {
        long mixed = seed * 0x9E3779B97F4A7C15L;
        for (int i = 0; i < name.length(); i++) {
            mixed = mix(mixed ^ name.charAt(i));
        }
        return mix(mixed + name.length());
    }

    boolean percent(String name, int percent) {
        return percent > 0 && of(name, 100) < percent;
    }

    private static long mix(long number) {
        long mixed = (number ^ (number >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
