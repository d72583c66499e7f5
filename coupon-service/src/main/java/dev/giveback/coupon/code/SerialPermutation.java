package dev.giveback.coupon.code;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;

/**
 * A keyed permutation of the numbers of {@code leftBits + rightBits} bits, many at a time; the package says which and why.
 *
 * <p>Round i XORs into one half the last bits of {@code AES-256(key, leftBits, rightBits, i, other half)}: into the left half if i is even. The block
 * is 5 bytes of zero, one byte each for leftBits, rightBits and i, and 8 bytes for the half. All numbers of a batch go through a
 * round in one call of the cipher, because a call costs as much as several blocks.
 *
 * <p>Not safe for use by several threads: the cipher and the buffers are its own.
 */
final class SerialPermutation {
    private static final int ROUNDS = 10;
    private static final int BLOCK = 16;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final long widths;
    private final long leftMask;
    private final long rightMask;
    private final Cipher cipher;
    private final byte[] blocks;
    private final byte[] encrypted;

    /** Halves have 1 to 62 bits; {@code batch} is the most numbers of one call. */
    SerialPermutation(SecretKey key, int leftBits, int rightBits, int batch) {
        widths = (long) leftBits << 16 | (long) rightBits << 8;
        leftMask = (1L << leftBits) - 1;
        rightMask = (1L << rightBits) - 1;
        blocks = new byte[BLOCK * batch];
        encrypted = new byte[BLOCK * batch];
        try {
            // As a pseudorandom function of single blocks; nothing is encrypted in this mode.
            cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES/ECB/NoPadding: not there (expected: in every Java platform)", e);
        }
    }

    /** Replaces the first {@code count} numbers, given by halves, by what they are permuted to. */
    void permute(long[] left, long[] right, int count) {
        for (int round = 0; round < ROUNDS; round++) {
            mix(round, left, right, count);
        }
    }

    /** The way back. */
    void unpermute(long[] left, long[] right, int count) {
        for (int round = ROUNDS - 1; round >= 0; round--) {
            mix(round, left, right, count);
        }
    }

    private void mix(int round, long[] left, long[] right, int count) {
        if (round % 2 == 0) {
            mix(round, right, left, leftMask, count);
        } else {
            mix(round, left, right, rightMask, count);
        }
    }

    private void mix(int round, long[] from, long[] into, long mask, int count) {
        for (int at = 0; at < count; at++) {
            LONGS.set(blocks, BLOCK * at, widths | round);
            LONGS.set(blocks, BLOCK * at + Long.BYTES, from[at]);
        }
        encrypt(count * BLOCK);
        for (int at = 0; at < count; at++) {
            into[at] ^= (long) LONGS.get(encrypted, BLOCK * at + Long.BYTES) & mask;
        }
    }

    private void encrypt(int bytes) {
        try {
            int done = cipher.update(blocks, 0, bytes, encrypted, 0);
            if (done != bytes) {
                throw new IllegalStateException("cipher: " + done + " bytes (expected: " + bytes + ")");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cipher: refused " + bytes + " bytes (expected: whole blocks)", e);
        }
    }
}
