package dev.giveback.access.domain;

/** Whether a key is accepted. */
public enum KeyState {
    /** It is. */
    ACTIVE,
    /** Its time is over. */
    EXPIRED,
    /** It was ended by hand, or the key of its session was. */
    REVOKED
}
