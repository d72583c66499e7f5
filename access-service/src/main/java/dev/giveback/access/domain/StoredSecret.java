package dev.giveback.access.domain;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * As much of a secret as is kept.
 *
 * @param sha256 of the whole secret, 64 hexadecimal digits
 * @param prefix its beginning, to recognise it by
 * @param made when
 */
public record StoredSecret(String sha256, String prefix, Instant made) {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** Refuses what is no hash. */
    public StoredSecret {
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException(
                    "sha256: " + sha256.length() + " characters (expected: 64 hexadecimal digits)");
        }
    }
}
