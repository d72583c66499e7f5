package dev.giveback.access.domain;

/**
 * A rule that a recorded event breaks.
 *
 * @param message what was found and what was expected, in words
 */
public record Breach(Rule rule, String message) {
    /** What must hold of recorded events. */
    public enum Rule {
        /** It changes what is there, and makes what was not. */
        EVENT,
        /** Acts and approvals are numbered without a gap. */
        NUMBER,
        /** What has ended is not changed any more, and what ends with something else ends. */
        STATE,
        /** A request that is remembered has one effect. */
        REQUEST_ID,
        /** No key has more than its maker. */
        RIGHTS,
        /** Somebody can still make keys. */
        LAST_ADMIN_KEY,
        /** A second person is another one, and is asked where the policy wants one. */
        SECOND_PERSON,
        /** No more than there may be. */
        LIMIT
    }
}
