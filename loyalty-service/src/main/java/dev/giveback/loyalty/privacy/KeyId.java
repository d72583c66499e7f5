package dev.giveback.loyalty.privacy;

import java.nio.ByteBuffer;
import java.util.UUID;

/** Id of a customer's key: 16 random bytes. */
record KeyId(long high, long low) {
    static final int BYTES = 16;

    static KeyId random() {
        // A random UUID is 122 random bits; that two keys have the same one is a matter of the primary key.
        UUID random = UUID.randomUUID();
        return new KeyId(random.getMostSignificantBits(), random.getLeastSignificantBits());
    }

    static KeyId of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, BYTES);
        return new KeyId(buffer.getLong(), buffer.getLong());
    }

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }
}
