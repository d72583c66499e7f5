package dev.giveback.coupon.domain;

import dev.giveback.coupon.code.CodeKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * 32 random bytes that a campaign is created with and keeps for ever: its codes, its control group, the places of its customers, its
 * quotes and its rolls all follow from them, each by a purpose of its own, so that nobody can compute one from another.
 */
public final class Secret {
    private static final String HMAC = "HmacSHA256";
    private static final int BASIS_POINTS = 10_000;

    private final byte[] bytes;

    /** These {@value CodeKey#BYTES} bytes, which must be random. */
    public Secret(byte[] random) {
        if (random.length != CodeKey.BYTES) {
            throw new IllegalArgumentException("secret: " + random.length + " bytes (expected: " + CodeKey.BYTES + ")");
        }
        bytes = random.clone();
    }

    /** A copy of the bytes, to be stored. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The key of the campaign's codes. */
    public CodeKey codeKey() {
        return new CodeKey(bytes);
    }

    /** Whether the customer belongs to the control group of this share; a larger share holds out the same customers and more. */
    public boolean holdsOut(String customer, int basisPoints) {
        long number = ByteBuffer.wrap(mac("control.v1", customer)).getLong() >>> 1;
        return number % BASIS_POINTS < basisPoints;
    }

    /** The number under which a customer is counted; of 10,000,000 customers two share one with a probability of 3 in 1,000,000. */
    long customerNumber(String customer) {
        return ByteBuffer.wrap(mac("customer.v1", customer)).getLong();
    }

    /** From which the rolls of a surprise follow. */
    public SurpriseSeed surpriseSeed() {
        return new SurpriseSeed(mac("surprise.v1", ""));
    }

    /** What only the holder of this secret can compute of a text, for a purpose. */
    byte[] mac(String purpose, String text) {
        return hmac(bytes, ("giveback.coupon." + purpose + '\0' + text).getBytes(StandardCharsets.UTF_8));
    }

    static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256: not there (expected: in every Java platform)", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Nothing of it, because secrets get into logs by this way. */
    @Override
    public String toString() {
        return "Secret[secret]";
    }
}
