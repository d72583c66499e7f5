package dev.giveback.access.domain;

/** Where an act stands that needs a second person. */
public enum ApprovalState {
    /** Nobody has decided. */
    WAITING,
    /** It may be done. */
    APPROVED,
    /** It may not be done. */
    DECLINED,
    /** Nobody decided in time. */
    EXPIRED
}
