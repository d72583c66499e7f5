package dev.giveback.coupon.domain;

/**
 * Who asks for a change, and which change it is.
 *
 * @param id chosen by the caller; empty for changes that no single request made
 * @param fingerprint of the request's content, by which a repeat is told from another request of the same id
 * @param principal as authenticated; empty if nobody was
 */
public record Request(String id, long fingerprint, String principal) {
    /** For changes that no single request made. */
    public static final Request NONE = new Request("", 0, "");
}
