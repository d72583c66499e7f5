package dev.giveback.coupon.domain;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as it was published: bytes that the domain carries and does not read. What it decides by stands in {@link Definition}
 * itself.
 */
public final class Published {
    private final byte[] bytes;

    /** These bytes, copied. */
    public Published(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Published that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** How much it is. */
    @Override
    public String toString() {
        return "Published[" + bytes.length + " bytes]";
    }
}
