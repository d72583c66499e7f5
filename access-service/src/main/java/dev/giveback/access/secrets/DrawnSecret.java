package dev.giveback.access.secrets;

import dev.giveback.access.domain.KeyId;
import dev.giveback.access.domain.StoredSecret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * A secret just drawn, which is shown once. It says nothing of itself, because secrets get into logs that way.
 *
 * @param id of its key or session
 * @param text {@code gb_{id}_{43 characters}}
 */
public record DrawnSecret(KeyId id, String text) {
    /** Characters of its beginning that are kept: the id and the first four of the secret itself. */
    private static final int PREFIX = 3 + KeyId.LENGTH + 1 + 4;

    /** What is kept of it, made at this moment to the millisecond. */
    public StoredSecret stored(Instant made) {
        return new StoredSecret(sha256(text), text.substring(0, PREFIX), made.truncatedTo(ChronoUnit.MILLIS));
    }

    /** SHA-256 of a whole secret, in hexadecimal digits. */
    static String sha256(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "DrawnSecret[id=" + id.text() + "]";
    }
}
