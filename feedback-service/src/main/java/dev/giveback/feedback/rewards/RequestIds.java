package dev.giveback.feedback.rewards;

import dev.giveback.feedback.domain.CustomerId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids of the requests that bring rewards: the same for the same reward of the same customer, for ever. */
final class RequestIds {
    private static final int BYTES = 16;

    private RequestIds() {}

    /** {@code feedback-} and 32 hexadecimal digits, the first half of a SHA-256. */
    static String of(CustomerId customer, String rewardId) {
        byte[] hash = sha256().digest((customer.entity() + '|' + rewardId).getBytes(StandardCharsets.UTF_8));
        return "feedback-" + HexFormat.of().formatHex(hash, 0, BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
