package dev.giveback.loyalty.feed.planted;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.CustomerEvent;

/** A planted violation: stored bytes are parsed past the upcasters. */
public final class ParsesStoredBytes {
    private ParsesStoredBytes() {}

    /** The violation itself. */
    public static CustomerEvent event(ByteString bytes) throws InvalidProtocolBufferException {
        return CustomerEvent.parseFrom(bytes);
    }
}
