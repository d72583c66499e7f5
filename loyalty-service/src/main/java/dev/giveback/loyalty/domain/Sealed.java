package dev.giveback.loyalty.domain;

import java.util.Arrays;

/** Bytes that only the adapters can make and read, under a key that the domain does not know. Equal by content. */
public final class Sealed {
    private final byte[] bytes;

    private Sealed(byte[] bytes) {
        this.bytes = bytes;
    }

    /** These bytes; they are copied. */
    public static Sealed of(byte[] bytes) {
        return new Sealed(bytes.clone());
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sealed sealed && Arrays.equals(bytes, sealed.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Says how long it is. */
    @Override
    public String toString() {
        return "Sealed[" + bytes.length + " bytes]";
    }
}
