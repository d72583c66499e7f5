package dev.giveback.feedback.domain;

import java.time.Duration;

/** Limits of what one customer and one program keep. */
public final class Limits {
    /** Requests of a customer that are remembered; a repeat of an older one is judged as a new request. */
    public static final int REMEMBERED_REQUESTS = 100;
    /** Contacts of a customer that are at hand; of older ones only the id is kept, so that none is decided again. */
    public static final int CONTACTS = 1_000;
    /** Surveys a program, and messages. */
    public static final int SOURCES = 200;
    /** Requests of a program's outreach that are remembered. */
    public static final int REMEMBERED_CHANGES = 1_000;
    /** Notes a follow-up. */
    public static final int NOTES = 100;
    /** Characters of a free text. */
    public static final int TEXT_LENGTH = 2_000;
    /** The longest window of a limit of contacts; what is older is forgotten. */
    public static final Duration WINDOW = Duration.ofDays(366);

    private Limits() {}
}
