package dev.giveback.loyalty.directory;

/** What a rebuild tells while it works, and where it is stopped or held back. */
public interface RebuildSteps {
    /** Called every few milliseconds of work; it may rest, and ends the rebuild by throwing. */
    void step() throws InterruptedException;

    /**
     * How far it is.
     *
     * @param total events that there were in the journal when it began
     */
    void at(long events, long total) throws InterruptedException;
}
