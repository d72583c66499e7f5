package dev.giveback.coupon.code;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret of a campaign's codes: 256 bits from a random number generator, made when the campaign is created, and kept with it.
 *
 * <p>Who has it can compute every code of the campaign. It is never the cipher's key itself: a key is derived from it for
 * each purpose, so that another purpose can come and the codes stay what they are.
 */
public final class CodeKey {
    /** How many bytes a key has. */
    public static final int BYTES = 32;

    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec secret;

    /** A key of these {@value #BYTES} bytes, which must be random. */
    public CodeKey(byte[] random) {
        if (random.length != BYTES) {
            throw new IllegalArgumentException("key: " + random.length + " bytes (expected: " + BYTES + ")");
        }
        secret = new SecretKeySpec(random, HMAC);
    }

    /** The key of the permutation, by HKDF-Expand of RFC 5869 with one block of output. */
    SecretKey forPermutation() {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(secret);
            mac.update("giveback.coupon.code.permutation.v1".getBytes(StandardCharsets.US_ASCII));
            return new SecretKeySpec(mac.doFinal(new byte[] {1}), "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256: not there (expected: in every Java platform)", e);
        }
    }

    /** Nothing of the secret, because keys get into logs by this way. */
    @Override
    public String toString() {
        return "CodeKey[secret]";
    }
}
