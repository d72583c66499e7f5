package dev.giveback.torture.simulation;

/** What may happen at a write. */
enum Point {
    /** It is stored, perhaps late. */
    STORED,
    /** The journal says that it failed, and it did: the actor starts again. */
    FAILED_BEFORE,
    /** The journal says that it failed, but it is stored. */
    FAILED_AFTER,
    /** The process dies before it. */
    CRASH_BEFORE,
    /** The process dies while it is under way; whether it is stored is decided by chance. */
    CRASH_DURING,
    /** The process dies when it is stored, before anybody is told. */
    CRASH_AFTER,
    /** It is stored, and the answer is lost on its way. */
    ANSWER_LOST,
    /** It is stored and answered, and the snapshot after it is not stored. */
    SNAPSHOT_LOST,
    /** It is stored and answered, and the process dies before the snapshot after it. */
    CRASH_BEFORE_SNAPSHOT,
    /** The process dies right after the snapshot. */
    CRASH_AFTER_SNAPSHOT
}
