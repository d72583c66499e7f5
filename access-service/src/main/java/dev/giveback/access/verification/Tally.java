package dev.giveback.access.verification;

import dev.giveback.journal.v1.AccessEvent;

/**
 * How far something has come, counted in what a list of the read model shows too.
 *
 * @param made keys and sessions, acts, or approvals
 * @param ended acts that have ended, or approvals that were decided
 * @param latestMillis the latest moment that it holds
 */
record Tally(long made, long ended, long latestMillis) {
    static final Tally NONE = new Tally(0, 0, 0);

    /** With one more event. */
    Tally with(AccessEvent event) {
        long millis = Math.max(latestMillis, Math.max(event.getRecordMillis(), secretMillis(event)));
        return switch (event.getChangeCase()) {
            case KEY_CREATED, SESSION_OPENED, ACT_BEGUN, APPROVAL_ASKED -> new Tally(made + 1, ended, millis);
            case ACT_ENDED, APPROVAL_REVIEWED -> new Tally(made, ended + 1, millis);
            case KEY_ROTATED, KEY_REVOKED, SESSION_ENDED, POLICY_CHANGED, CHANGE_NOT_SET ->
                new Tally(made, ended, millis);
        };
    }

    /** A secret is drawn by another node's clock than the event is recorded by. */
    private static long secretMillis(AccessEvent event) {
        return switch (event.getChangeCase()) {
            case KEY_CREATED -> event.getKeyCreated().getSecret().getMadeMillis();
            case KEY_ROTATED -> event.getKeyRotated().getSecret().getMadeMillis();
            case SESSION_OPENED -> event.getSessionOpened().getSecret().getMadeMillis();
            case KEY_REVOKED,
                    SESSION_ENDED,
                    ACT_BEGUN,
                    ACT_ENDED,
                    APPROVAL_ASKED,
                    APPROVAL_REVIEWED,
                    POLICY_CHANGED,
                    CHANGE_NOT_SET -> 0;
        };
    }

    /** Whether this has seen something that the other has not. */
    boolean isBeyond(Tally other) {
        return made > other.made || ended > other.ended || latestMillis > other.latestMillis;
    }
}
