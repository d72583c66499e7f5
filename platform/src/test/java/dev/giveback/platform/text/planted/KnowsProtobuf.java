package dev.giveback.platform.text.planted;

import com.google.protobuf.ByteString;

/** A planted violation: how texts are compared knows no message. */
public final class KnowsProtobuf {
    private KnowsProtobuf() {}

    /** The violation itself. */
    public static int lengthOf(ByteString bytes) {
        return bytes.size();
    }
}
