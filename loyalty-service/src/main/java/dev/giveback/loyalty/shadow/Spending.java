package dev.giveback.loyalty.shadow;

/** How customers spend points under other rules. What they spent is known for the recorded rules only, so each of these is an assumption. */
public enum Spending {
    /** As many points as they spent, or as many as they have if those are fewer. */
    SAME_REQUESTS,
    /** The same share, rounded down, of the points that can be spent at that moment. */
    SAME_SHARE,
    /** Nothing. */
    NONE
}
