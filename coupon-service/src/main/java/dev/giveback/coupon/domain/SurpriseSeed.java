package dev.giveback.coupon.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * From which the rolls of a surprise follow. It is committed to when the campaign is created and shown when it was ended, so that
 * everybody can check that nothing but chance decided.
 */
public final class SurpriseSeed {
    /** Rolls there are: a chance is so many of them. */
    public static final int ROLLS = 10_000;

    /** The greatest multiple of {@link #ROLLS} that 64 bits hold, unsigned: of the numbers below, each roll is as likely as any other. */
    private static final long EVEN = Long.parseUnsignedLong("18446744073709550000");

    private final byte[] bytes;

    SurpriseSeed(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** The seed as 64 hexadecimal digits; to be shown only when nothing is drawn any more. */
    public String reveal() {
        return HexFormat.of().formatHex(bytes);
    }

    /** What binds to the seed without showing it: its SHA-256 as 64 hexadecimal digits. */
    public String commitment() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: not there (expected: in every Java platform)", e);
        }
    }

    /** The roll of a customer's order, 0 to 9,999, by the rule that the published {@code Draw} states. */
    int roll(String customer, String orderId) {
        ByteBuffer numbers =
                ByteBuffer.wrap(Secret.hmac(bytes, (customer + '\0' + orderId).getBytes(StandardCharsets.UTF_8)));
        long number = numbers.getLong();
        while (Long.compareUnsigned(number, EVEN) >= 0 && numbers.hasRemaining()) {
            number = numbers.getLong();
        }
        return (int) Long.remainderUnsigned(number, ROLLS);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SurpriseSeed that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Nothing of it, because seeds get into logs by this way. */
    @Override
    public String toString() {
        return "SurpriseSeed[secret]";
    }
}
