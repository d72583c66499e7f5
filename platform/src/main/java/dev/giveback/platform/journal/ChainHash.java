package dev.giveback.platform.journal;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The chain that makes tampering evident: each record's hash covers the hash of the record before and the stored bytes of its event,
 * so a record that is changed, dropped or moved breaks every hash after it.
 */
public final class ChainHash {
    /** What stands before the first record: nothing. */
    public static final ByteString NONE = ByteString.EMPTY;

    /** How long a hash is. */
    public static final int BYTES = 32;

    private ChainHash() {}

    /**
     * SHA-256, 32 bytes, over the hash before and the stored bytes of the event.
     *
     * @param previous 32 bytes, or {@link #NONE} for the first record
     */
    public static ByteString next(ByteString previous, ByteString eventBytes) {
        MessageDigest digest = sha256();
        previous.asReadOnlyByteBufferList().forEach(digest::update);
        eventBytes.asReadOnlyByteBufferList().forEach(digest::update);
        // Nothing else holds the digest's array, so it need not be copied.
        return UnsafeByteOperations.unsafeWrap(digest.digest());
    }

    /** Whether a record with these event bytes and this hash is the unchanged successor of the record with the hash before. */
    public static boolean follows(ByteString previous, ByteString eventBytes, ByteString chainHash) {
        return next(previous, eventBytes).equals(chainHash);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
