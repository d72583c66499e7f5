package dev.giveback.access.domain;

/** Why something does not happen, in order of precedence: shape, repeat, existence, rights, state, room. */
public enum Reason {
    /** A field breaks its rule. */
    INVALID_FIELD,
    /** Nobody says who calls: the gateway always does. */
    CALLER_MISSING,
    /** The request id was used for something else. */
    REQUEST_ID_REUSED,
    /** There is no such key. */
    KEY_NOT_FOUND,
    /** There is no such act in the audit log. */
    ACT_NOT_FOUND,
    /** There is no such approval. */
    APPROVAL_NOT_FOUND,
    /** There is no such journal. */
    JOURNAL_NOT_FOUND,
    /** The id that was drawn is taken. */
    ID_TAKEN,
    /** More than the caller has would be given. */
    BEYOND_CALLER,
    /** The key was revoked. */
    KEY_REVOKED,
    /** The key's time is over. */
    KEY_EXPIRED,
    /** It is a session and no key. */
    KEY_IS_SESSION,
    /** It is the subject of a token and no key. */
    NOT_A_KEY,
    /** It is no session that calls. */
    NOT_A_SESSION,
    /** Nobody could make keys any more. */
    LAST_ADMIN_KEY,
    /** Somebody asks to approve what they asked for. */
    OWN_REQUEST,
    /** The approval's time is over, or it was decided otherwise. */
    APPROVAL_ENDED,
    /** The policy is another than the one that was read. */
    ETAG_MISMATCH,
    /** There are as many keys as there may be. */
    TOO_MANY_KEYS,
    /** As many acts of the program wait for a second person as may. */
    TOO_MANY_APPROVALS
}
