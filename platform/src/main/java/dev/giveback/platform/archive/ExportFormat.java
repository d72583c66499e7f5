package dev.giveback.platform.archive;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.giveback.journal.v1.ExportFrame;
import dev.giveback.platform.journal.ChainHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** How a file of exported events is laid out; {@code giveback/journal/v1/export_file.proto} says it for everybody. */
public final class ExportFormat {
    /** The version that this build writes and reads. */
    public static final int VERSION = 1;
    /** What every file begins with. */
    public static final ByteString MAGIC = ByteString.copyFrom("GBEXPORT", StandardCharsets.US_ASCII);
    /** Length and checksum before the content of a frame. */
    static final int PREFIX_BYTES = 8;
    /** The longest content of a frame. */
    static final int MAX_CONTENT_BYTES = 4 << 20;
    /** The most bytes of one message. */
    static final int PIECE_BYTES = 64 << 10;

    private ExportFormat() {}

    /** A frame as it stands in the file. */
    static ByteString bytesOf(ExportFrame frame) {
        byte[] content = frame.toByteArray();
        if (content.length > MAX_CONTENT_BYTES) {
            throw new IllegalStateException(
                    "frame: " + content.length + " bytes (expected: at most " + MAX_CONTENT_BYTES + ")");
        }
        ByteBuffer bytes = ByteBuffer.allocate(PREFIX_BYTES + content.length);
        bytes.putInt(content.length)
                .putInt(checksum(content.length, content, 0, content.length))
                .put(content)
                .flip();
        return UnsafeByteOperations.unsafeWrap(bytes);
    }

    /** CRC-32C over the length, as 4 bytes, and the content. */
    static int checksum(int length, byte[] bytes, int from, int count) {
        CRC32C checksum = new CRC32C();
        checksum.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, length));
        checksum.update(bytes, from, count);
        return (int) checksum.getValue();
    }

    /** What the frame after this one vouches for. */
    static ByteString hashOf(ByteString content) {
        return ChainHash.next(ChainHash.NONE, content);
    }

    /** The content of a frame as it stands in the file. */
    static ByteString contentOf(ByteString frame) {
        return frame.substring(PREFIX_BYTES);
    }
}
