package dev.giveback.torture.process;

/** Waits for what comes by itself. */
final class Waiting {
    private Waiting() {}

    /** Whether it is there. */
    @FunctionalInterface
    interface Condition {
        boolean isMet() throws Exception;
    }

    /** Asks until it is there; who waits longer than {@link Caller#PATIENCE} waits for nothing. */
    static void until(String what, Condition condition) throws Exception {
        long end = System.nanoTime() + Caller.PATIENCE.toNanos();
        while (!condition.isMet()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(what + ": not there within " + Caller.PATIENCE);
            }
            Thread.sleep(200);
        }
    }
}
