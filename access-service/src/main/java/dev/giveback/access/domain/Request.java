package dev.giveback.access.domain;

/**
 * A request, by which a repeat is told from another one.
 *
 * @param id that the caller chose; empty for what the service does by itself
 * @param fingerprint of its content
 */
public record Request(String id, long fingerprint) {
    /** What the service does by itself. */
    public static final Request NONE = new Request("", 0);
}
