package dev.giveback.loyalty.journal;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.CustomerSnapshot;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.UncheckedIOException;
import java.util.zip.CRC32C;

/**
 * The bytes of a snapshot: the message, and as its last field a checksum of all bytes before. A snapshot only saves time, so what is of
 * another layout, or whose checksum does not fit, is not used: the events tell the same.
 */
final class StoredSnapshot {
    private static final int TRAILER = CodedOutputStream.computeFixed32Size(CustomerSnapshot.CHECKSUM_FIELD_NUMBER, 0);

    private StoredSnapshot() {}

    static byte[] bytes(CustomerState state) {
        CustomerSnapshot snapshot = CustomerSnapshotMapper.toProto(state);
        int size = snapshot.getSerializedSize();
        byte[] bytes = new byte[size + TRAILER];
        CodedOutputStream output = CodedOutputStream.newInstance(bytes);
        try {
            snapshot.writeTo(output);
            output.writeFixed32(CustomerSnapshot.CHECKSUM_FIELD_NUMBER, checksum(bytes, size));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes;
    }

    /**
     * The state that a snapshot was taken of.
     *
     * @throws NotSerializableException when it is of another layout, or was damaged
     */
    static CustomerState read(byte[] bytes) throws InvalidProtocolBufferException, NotSerializableException {
        CustomerSnapshot stored = CustomerSnapshot.parseFrom(bytes);
        if (stored.getSchemaVersion() != CustomerSnapshotMapper.SCHEMA_VERSION) {
            throw new NotSerializableException("snapshot of schema version " + stored.getSchemaVersion()
                    + " (expected: " + CustomerSnapshotMapper.SCHEMA_VERSION + ")");
        }
        int size = bytes.length - TRAILER;
        if (size < 0 || stored.getChecksum() != checksum(bytes, size)) {
            throw new NotSerializableException("snapshot of revision " + stored.getRevision()
                    + ": its checksum does not fit (expected: that of its bytes)");
        }
        return CustomerSnapshotMapper.toDomain(stored);
    }

    private static int checksum(byte[] bytes, int size) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, size);
        return (int) checksum.getValue();
    }
}
