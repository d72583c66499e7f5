package dev.giveback.torture.process;

/** Asks a Giveback again and again whether it is ready, as whoever looks after processes does. */
final class ReadyWatch implements AutoCloseable {
    private static final int PAUSE_MILLIS = 50;

    private final GivebackProcess giveback;
    private final Thread thread;
    private volatile boolean wasReady = true;

    /** Begins. */
    ReadyWatch(GivebackProcess giveback) {
        this.giveback = giveback;
        this.thread = Thread.ofPlatform().daemon().name("ready-watch").start(this::watch);
    }

    private void watch() {
        try {
            while (true) {
                wasReady &= giveback.isReady();
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it was, each time. */
    boolean wasReady() {
        return wasReady;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
