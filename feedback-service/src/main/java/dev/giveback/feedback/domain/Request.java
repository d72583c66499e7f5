package dev.giveback.feedback.domain;

/**
 * Who asks for a change.
 *
 * @param id chosen by the caller; empty for what the service does by itself
 * @param fingerprint of the request's content
 * @param principal as authenticated; empty if nobody was
 */
public record Request(String id, long fingerprint, String principal) {
    /** Of what the service does by itself. */
    public static final Request OWN = new Request("", 0, "");
}
