package dev.giveback.platform.cluster;

import com.google.protobuf.ByteString;

/** A type that travels between nodes in the form in which it is stored, since that form is kept readable anyway. It is public and has a constructor without arguments. */
public interface StoredForm<T> {
    /** Of what. */
    Class<T> type();

    /** The bytes. */
    ByteString toBytes(T value);

    /** The value. */
    T ofBytes(ByteString bytes);
}
