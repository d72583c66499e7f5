package dev.giveback.access.domain.planted;

import com.google.protobuf.ByteString;

/** The domain must not know how it is stored. */
public final class KnowsProtobuf {
    /** A field of a foreign type. */
    public final ByteString bytes = ByteString.EMPTY;
}
