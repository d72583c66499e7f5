package dev.giveback.access.domain;

import java.time.Duration;

/** What is limited, and where. */
public final class Limits {
    /** Keys that are remembered at once; those that ended lately are among them. */
    public static final int MAX_KEYS = 10_000;
    /** How long a key is remembered after it ended. */
    public static final Duration ENDED_KEYS_REMEMBERED = Duration.ofDays(30);
    /** Scopes of a key. */
    public static final int MAX_SCOPES = 40;
    /** Programs of a key. */
    public static final int MAX_PROGRAMS = 100;
    /** Characters of what people call a key. */
    public static final int MAX_DISPLAY_NAME = 100;
    /** How long a secret is accepted after the next one was made, at most. */
    public static final Duration MAX_OVERLAP = Duration.ofDays(7);
    /** The latest rotations of a key whose repeats are recognised. */
    public static final int ROTATIONS_REMEMBERED = 10;
    /** How long a session lasts. */
    public static final Duration SESSION = Duration.ofHours(8);
    /** Sessions of a key at once; the oldest ends for a new one. */
    public static final int MAX_SESSIONS = 100;
    /** What one event forgets of what ended long ago. */
    public static final int MAX_FORGOTTEN = 100;
    /** How long an audited call may run before its end is given up. */
    public static final Duration ACT = Duration.ofHours(24);
    /** Audited calls under way at once; the end of the oldest is given up for one more. */
    public static final int MAX_OPEN_ACTS = 10_000;
    /** Approvals of a program that are remembered at once. */
    public static final int MAX_APPROVALS = 1_000;
    /** How long an approval can be given and used. */
    public static final Duration APPROVAL = Duration.ofDays(7);
    /** Characters of why somebody decided. */
    public static final int MAX_COMMENT = 200;

    private Limits() {}
}
