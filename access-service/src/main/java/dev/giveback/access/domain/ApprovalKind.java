package dev.giveback.access.domain;

/** What a second person may have to approve. */
public enum ApprovalKind {
    /** Points given or taken by hand. */
    ADJUSTMENT,
    /** Rules that become active. */
    RULES,
    /** A customer's personal data erased. */
    ERASURE
}
