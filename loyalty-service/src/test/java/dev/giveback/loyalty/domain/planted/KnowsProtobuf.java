package dev.giveback.loyalty.domain.planted;

import com.google.protobuf.Message;

/** A planted violation: the domain is plain Java. */
public final class KnowsProtobuf {
    private KnowsProtobuf() {}

    /** The violation itself. */
    public static int sizeOf(Message message) {
        return message.getSerializedSize();
    }
}
