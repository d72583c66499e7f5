package dev.giveback.coupon.proof;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What a surprise's seed says of its draws, as the published {@code Draw} states it.
 *
 * <p>It shares nothing with what decides: HMAC is made of SHA-256 by hand (RFC 2104), and numbers are counted without bit tricks.
 */
public final class DrawProof {
    private static final int BLOCK = 64;
    private static final int NUMBERS = 4;
    private static final BigInteger ROLLS = BigInteger.valueOf(10_000);
    private static final BigInteger EVEN = BigInteger.TWO.pow(64).divide(ROLLS).multiply(ROLLS);

    private final byte[] seed;

    /**
     * A proof by this seed.
     *
     * @param seed 64 hexadecimal digits
     */
    public DrawProof(String seed) {
        this.seed = HexFormat.of().parseHex(seed);
        if (this.seed.length != 32) {
            throw new IllegalArgumentException("seed: " + this.seed.length + " bytes (expected: 32)");
        }
    }

    /** Whether this is the seed that was committed to, by 64 hexadecimal digits. */
    public boolean isOf(String commitment) {
        return commitment().equals(commitment);
    }

    /** What binds to the seed. */
    public String commitment() {
        return HexFormat.of().formatHex(sha256(seed));
    }

    /**
     * The roll of an order, 0 to 9,999.
     *
     * @param customer the last part of the resource name
     */
    public int roll(String customer, String orderId) {
        byte[] hash = hmac(joined(
                joined(customer.getBytes(StandardCharsets.UTF_8), new byte[1]),
                orderId.getBytes(StandardCharsets.UTF_8)));
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < NUMBERS; i++) {
            number = new BigInteger(1, Arrays.copyOfRange(hash, i * Long.BYTES, (i + 1) * Long.BYTES));
            if (number.compareTo(EVEN) < 0) {
                break;
            }
        }
        return number.mod(ROLLS).intValueExact();
    }

    /**
     * Whether a draw is as the seed says.
     *
     * @param lost whether its outcome is that the roll did not win
     */
    public boolean holds(String customer, String orderId, int roll, int chanceBasisPoints, boolean lost) {
        return roll == roll(customer, orderId) && lost == (roll >= chanceBasisPoints);
    }

    private byte[] hmac(byte[] text) {
        byte[] inner = new byte[BLOCK];
        byte[] outer = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            int key = i < seed.length ? seed[i] : 0;
            inner[i] = (byte) (key ^ 0x36);
            outer[i] = (byte) (key ^ 0x5c);
        }
        return sha256(joined(outer, sha256(joined(inner, text))));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: not there (expected: in every Java platform)", e);
        }
    }
}
