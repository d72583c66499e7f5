package dev.giveback.loyalty.shadow;

/** By which clock a trial decides. */
public enum TrialClock {
    /**
     * When things happened: orders when they were bought, refunds when they were given, anything else as long after the latest of these
     * as it was recorded after it.
     */
    HAPPENED,
    /** When things were recorded. */
    RECORDED
}
