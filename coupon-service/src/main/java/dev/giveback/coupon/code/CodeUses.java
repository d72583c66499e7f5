package dev.giveback.coupon.code;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which unique codes of a campaign are used, and which are revoked: immutable, two bits a code at most.
 *
 * <p>To judge a claim, ask {@link #refusal}; to apply the event, {@link #use}. The two marks are apart: a code that is
 * revoked after it was used stays used, and if that use is given back it is still revoked.
 *
 * <p>A change costs a copy of at most 8 KiB; a batch of claims is one change.
 */
public final class CodeUses {
    /** No code used, none revoked. */
    public static final CodeUses NONE = new CodeUses(SerialSet.EMPTY, SerialSet.EMPTY);

    private final SerialSet used;
    private final SerialSet revoked;

    private CodeUses(SerialSet used, SerialSet revoked) {
        this.used = used;
        this.revoked = revoked;
    }

    /**
     * What was stored.
     *
     * @param used what {@link #usedBytes} gave
     * @param revoked what {@link #revokedBytes} gave
     * @throws IllegalArgumentException if the bytes are no such thing
     */
    public static CodeUses of(byte[] used, byte[] revoked) {
        return new CodeUses(SerialSet.of(used), SerialSet.of(revoked));
    }

    /** Why this code cannot be used: {@code REVOKED}, {@code ALREADY_USED}; or nothing. */
    public Optional<CodeRefusal> refusal(int serial) {
        checkSerial(serial);
        if (revoked.contains(serial)) {
            return Optional.of(CodeRefusal.of(CodeReason.REVOKED, "a revoked code (expected: a valid one)"));
        }
        return used.contains(serial)
                ? Optional.of(CodeRefusal.of(CodeReason.ALREADY_USED, "a used code (expected: an unused one)"))
                : Optional.empty();
    }

    /**
     * With these codes used, each of which {@link #refusal} had nothing against.
     *
     * @throws IllegalStateException if one is used already, or given twice: the journal or its reader is broken
     */
    public CodeUses use(int... serials) {
        IntStream.of(serials).forEach(CodeUses::checkSerial);
        SerialSet next = used.plus(serials);
        if (next.size() != used.size() + serials.length) {
            throw new IllegalStateException("uses: " + (next.size() - used.size()) + " new ones of " + serials.length
                    + " (expected: a code is used once)");
        }
        return new CodeUses(next, revoked);
    }

    /**
     * With the use of this code given back, because its claim came to nothing.
     *
     * @throws IllegalStateException if it is not used
     */
    public CodeUses release(int serial) {
        if (!used.contains(serial)) {
            throw new IllegalStateException("release: code " + serial + " is not used (expected: a used one)");
        }
        return new CodeUses(used.minus(serial), revoked);
    }

    /**
     * With the codes of these serial numbers revoked, for good; those revoked before stay so.
     *
     * @param first the first one
     * @param last the last one, included; equal to {@code first} for one code
     */
    public CodeUses revoke(int first, int last) {
        checkSerial(first);
        checkSerial(last);
        if (first > last) {
            throw new IllegalArgumentException("last: " + last + " (expected: >= " + first + ")");
        }
        return new CodeUses(used, revoked.plusRange(first, last));
    }

    /** Whether this code is used, revoked or not. */
    public boolean isUsed(int serial) {
        return used.contains(serial);
    }

    /** How many codes are used, revoked since or not. */
    public int used() {
        return used.size();
    }

    /** How many codes are revoked, used before or not. */
    public int revoked() {
        return revoked.size();
    }

    /** How many codes can no longer be used: what is issued less this is what is left. */
    public int usedOrRevoked() {
        return used.unionSize(revoked);
    }

    /** The used serial numbers as a Roaring bitmap in its portable format; equal uses have equal bytes. */
    public byte[] usedBytes() {
        return used.toBytes();
    }

    /** The revoked serial numbers in the same form. */
    public byte[] revokedBytes() {
        return revoked.toBytes();
    }

    /** About how many bytes of heap the bits take. */
    long bitBytes() {
        return used.bitBytes() + revoked.bitBytes();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CodeUses that && used.equals(that.used) && revoked.equals(that.revoked);
    }

    @Override
    public int hashCode() {
        return Objects.hash(used, revoked);
    }

    /** The counts. */
    @Override
    public String toString() {
        return "CodeUses[used=" + used() + ", revoked=" + revoked() + "]";
    }

    private static void checkSerial(int serial) {
        Objects.checkIndex(serial, CodeFormat.MAX_CAPACITY);
    }
}
