package dev.giveback.feedback.domain;

/** Ids of rewards, each once in a customer. */
public final class RewardIds {
    /** What a customer who came by a code gets. */
    public static final String REFEREE = "referee";

    private RewardIds() {}

    /** The gift of a message. */
    public static String gift(String contactId) {
        return contactId;
    }

    /** For an answer. */
    public static String answer(String contactId) {
        return "answer-" + contactId;
    }

    /** For a low score. */
    public static String recovery(String contactId) {
        return "recovery-" + contactId;
    }

    /** For having brought somebody. */
    public static String referrer(String referee) {
        return "referrer-" + referee;
    }
}
