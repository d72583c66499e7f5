package dev.giveback.coupon.directory;

/** What a rebuild does between its steps. */
public interface RebuildSteps {
    /** Rests if others need the machine, and throws when the rebuild is to end. */
    void step() throws InterruptedException;

    /** So many of all events were read. */
    void at(long events, long total) throws InterruptedException;
}
