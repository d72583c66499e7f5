package dev.giveback.platform.tail;

/**
 * One feed that is read.
 *
 * @param reader under which the progress is kept
 * @param lock any number that no other lock of this database uses
 */
public record FeedName(String reader, int lock) {}
