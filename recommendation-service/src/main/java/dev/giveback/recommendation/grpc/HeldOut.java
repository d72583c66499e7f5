package dev.giveback.recommendation.grpc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The held-out share of customers, and what they are shown. Both are hashes of what anybody knows, so nothing is recorded: whoever has the ids can
 * find out again who was held out, and why which products were drawn.
 *
 * <p>A customer is held out when the first eight bytes of the SHA-256 of {@code giveback-held-out/PROGRAM/CUSTOMER}, read as a number without a sign, leave
 * less than the share when divided by 100.
 */
final class HeldOut {
    static final String SALT = "giveback-held-out/";

    private final int percent;

    /** With a share of 0 to 50 hundredths of the customers. */
    HeldOut(int percent) {
        this.percent = percent;
    }

    boolean holds(String program, String customer) {
        return percent > 0 && Long.remainderUnsigned(hash(SALT + program + "/" + customer), 100) < percent;
    }

    /** By which of a list's products come first: the first eight bytes of the SHA-256 of {@code LIST_ID/PRODUCT}, without a sign, the lowest first. */
    static long order(String listId, String product) {
        return hash(listId + "/" + product);
    }

    private static long hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
