package dev.giveback.platform.archive;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Cuts the bytes of a file, as they come, into frames whose checksum holds. At most one frame and one piece are in memory. */
public final class FrameReader {
    private static final int FIRST_CAPACITY = 128 << 10;

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int from;
    private int to;
    private long offset;
    private long frames;
    private boolean magicRead;

    /**
     * A frame.
     *
     * @param byteOffset where it begins in the file
     * @param end where the next one begins
     * @param content of which the checksum holds
     */
    public record Frame(long byteOffset, long end, ByteString content) {}

    private FrameReader(long offset, long frames) {
        this.offset = offset;
        this.frames = frames;
        this.magicRead = offset > 0;
    }

    /** From the first byte of a file. */
    public static FrameReader ofFile() {
        return new FrameReader(0, 0);
    }

    /** From a byte where a frame begins, after so many frames. */
    static FrameReader after(long offset, long frames) {
        return new FrameReader(offset, frames);
    }

    /** Takes the next bytes. */
    public void put(ByteString data) {
        int length = data.size();
        if (bytes.length - to < length) {
            byte[] wider = to - from + length <= bytes.length ? bytes : new byte[2 * (to - from + length)];
            System.arraycopy(bytes, from, wider, 0, to - from);
            bytes = wider;
            to -= from;
            from = 0;
        }
        data.copyTo(bytes, to);
        to += length;
    }

    /**
     * The next frame.
     *
     * @return null if it is not there as a whole yet
     */
    public @Nullable Frame next() throws DamagedExportException {
        if (!magicRead && !readMagic()) {
            return null;
        }
        if (to - from < ExportFormat.PREFIX_BYTES) {
            return null;
        }
        ByteBuffer prefix = ByteBuffer.wrap(bytes, from, ExportFormat.PREFIX_BYTES);
        int length = prefix.getInt();
        int checksum = prefix.getInt();
        if (length <= 0 || length > ExportFormat.MAX_CONTENT_BYTES) {
            throw damaged("the frame says that it has " + Integer.toUnsignedString(length) + " bytes (expected: 1 to "
                    + ExportFormat.MAX_CONTENT_BYTES + ")");
        }
        int content = from + ExportFormat.PREFIX_BYTES;
        if (to - content < length) {
            return null;
        }
        if (ExportFormat.checksum(length, bytes, content, length) != checksum) {
            throw damaged("the checksum of the frame does not hold");
        }
        Frame frame = new Frame(
                offset, offset + ExportFormat.PREFIX_BYTES + length, ByteString.copyFrom(bytes, content, length));
        from = content + length;
        offset = frame.end();
        frames++;
        return frame;
    }

    private boolean readMagic() throws DamagedExportException {
        int length = Math.min(to - from, ExportFormat.MAGIC.size());
        if (!ByteString.copyFrom(bytes, from, length).equals(ExportFormat.MAGIC.substring(0, length))) {
            throw damaged("this is no export of a journal: it does not begin with GBEXPORT");
        }
        if (length < ExportFormat.MAGIC.size()) {
            return false;
        }
        magicRead = true;
        from += length;
        offset = length;
        return true;
    }

    /** Where the next frame begins. */
    public long offset() {
        return offset;
    }

    /** Whether bytes came that are no whole frame. */
    public boolean hasRemainder() {
        return from < to;
    }

    /** What is wrong where the next frame begins. */
    DamagedExportException damaged(String rule) {
        return DamagedExportException.frame(frames, offset, rule);
    }
}
