package dev.giveback.loyalty.directory;

/** What two customers can do together in steps. */
public enum SagaKind {
    /** Points go from one to the other. */
    TRANSFER,
    /** One goes over into the other. */
    MERGE
}
