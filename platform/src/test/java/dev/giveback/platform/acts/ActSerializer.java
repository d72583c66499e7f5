package dev.giveback.platform.acts;

import akka.serialization.SerializerWithStringManifest;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.JournalRecord;
import java.io.NotSerializableException;

/** Stores acts, as the serializer of each service does. */
public final class ActSerializer extends SerializerWithStringManifest {
    /** Of no service. */
    public static final int IDENTIFIER = 8170;

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object value) {
        return StoredAdminEvent.MANIFEST;
    }

    @Override
    public byte[] toBinary(Object value) {
        return ((StoredAdminEvent) value).toRecord().toByteArray();
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        try {
            return StoredAdminEvent.of(JournalRecord.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            throw new NotSerializableException(manifest);
        }
    }
}
