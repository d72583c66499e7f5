package dev.giveback.recommendation.feed;

/** Whether the journal is to be followed now, and how it is told how far it was. On the follower's thread; nothing of it may block. */
public interface Rest {
    /** Whether an admin stopped it. */
    boolean isWanted();

    /** Everything that there was has been taken in. */
    void current();

    /** Everything until this has been taken in: when the last of it was recorded. */
    void upTo(long recordMillis);
}
