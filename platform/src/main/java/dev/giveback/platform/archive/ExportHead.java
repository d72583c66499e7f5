package dev.giveback.platform.archive;

import com.google.protobuf.ByteString;
import dev.giveback.admin.v1.ExportPlace;
import dev.giveback.journal.v1.ExportHeader;
import dev.giveback.platform.archive.FrameReader.Frame;

/**
 * The beginning of a file: everything before its first block.
 *
 * @param bytes of it
 * @param place right after it
 */
public record ExportHead(ByteString bytes, ExportHeader header, ExportPlace place) {
    static final int ID_BYTES = 16;

    /** Reads what must be the beginning of a file and no more. */
    public static ExportHead of(ByteString bytes, Archives archives)
            throws DamagedExportException, UnknownFormatException {
        FrameReader frames = FrameReader.ofFile();
        frames.put(bytes);
        ExportReader reader = new ExportReader(archives);
        Frame frame = frames.next();
        if (frame == null) {
            throw frames.damaged("the file ends within its header");
        }
        reader.accept(frame);
        if (frames.hasRemainder() || reader.place().getCut() == 0) {
            throw frames.damaged("the file does not begin with a header alone");
        }
        return new ExportHead(bytes, reader.header(), reader.place());
    }
}
