package dev.giveback.feedback.journal;

import dev.giveback.feedback.domain.CustomerId;

/** Under which names events are stored. */
public final class PersistenceIds {
    /** What the persistence ids of contacts begin with. */
    public static final String CONTACT_PREFIX = "contact|";
    /** What the persistence ids of outreach begin with. */
    public static final String OUTREACH_PREFIX = "outreach|";

    /** What the persistence ids of webhooks begin with. */
    public static final String WEBHOOKS_PREFIX = "webhooks|";

    private PersistenceIds() {}

    /** {@code contact|{program}|{customer}}. */
    public static String of(CustomerId id) {
        return CONTACT_PREFIX + id.entity();
    }

    /** The customer of such a name. */
    public static CustomerId customer(String persistenceId) {
        return CustomerId.ofEntity(persistenceId.substring(CONTACT_PREFIX.length()));
    }

    /** {@code outreach|{program}}. */
    public static String outreach(String program) {
        return OUTREACH_PREFIX + program;
    }

    /** {@code webhooks|{program}}. */
    public static String webhooks(String program) {
        return WEBHOOKS_PREFIX + program;
    }
}
