package dev.giveback.loyalty.domain;

import org.jspecify.annotations.Nullable;

/**
 * What became of something that another customer sent: taken, or declined. It is kept for ever, so that what comes again has no second
 * effect, and so that what was declined once is never taken later: by then the sender may have it back.
 *
 * @param declined null if it was taken
 */
public record Arrival(@Nullable Decline declined) {
    static final Arrival TAKEN = new Arrival(null);
    private static final String MERGE = "merge/";

    /** Under which key the points of a transfer arrive; a customer's id has no slash. */
    static String ofTransfer(String sender, String transferId) {
        return "transfer/" + sender + "/" + transferId;
    }

    /** Under which key a whole customer arrives. */
    static String ofMerge(String source, long attempt) {
        return MERGE + source + "/" + attempt;
    }

    /** Which customer arrives under this key; empty if none does. */
    static String source(String key) {
        return key.startsWith(MERGE) ? key.substring(MERGE.length(), key.lastIndexOf('/')) : "";
    }
}
