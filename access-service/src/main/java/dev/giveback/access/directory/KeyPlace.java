package dev.giveback.access.directory;

/**
 * A place in the list of keys: before the one that was made at this moment and has this id.
 *
 * @param millis when it was made
 * @param id its id
 */
public record KeyPlace(long millis, String id) {
    /** Before the newest. */
    public static final KeyPlace START = new KeyPlace(Long.MAX_VALUE, "");
}
