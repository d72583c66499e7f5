package dev.giveback.coupon.directory;

/**
 * A row of the read model that is not what the journal tells.
 *
 * @param table that it is in
 * @param message what it has and what was expected
 */
public record DirectoryDifference(String table, String message) {}
