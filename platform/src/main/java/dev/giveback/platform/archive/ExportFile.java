package dev.giveback.platform.archive;

import com.google.protobuf.ByteString;
import dev.giveback.admin.v1.ExportPlace;
import dev.giveback.journal.v1.ExportFrame;
import dev.giveback.journal.v1.ExportHeader;
import dev.giveback.journal.v1.ExportRow;
import dev.giveback.platform.archive.FrameReader.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file of exported events where it lies, without any service. */
public final class ExportFile {
    private ExportFile() {}

    /** Who is given the rows of a file that was found good so far. */
    @FunctionalInterface
    public interface Rows {
        /** Takes one row. */
        void take(ExportRow row) throws IOException;
    }

    /**
     * What a whole file holds.
     *
     * @param place at its end
     * @param journals how many persistence ids
     */
    public record Content(ExportHeader header, ExportPlace place, int journals) {}

    /**
     * The good beginning of a file that need not be whole.
     *
     * @param length of it in bytes, up to the end of a frame
     * @param place there
     * @param ended whether it is the whole file
     */
    public record Beginning(long length, ExportHeader header, ExportPlace place, boolean ended) {}

    /**
     * Checks a whole file: checksums, order, counts, and of each row its number, its hash, and whether this build can read it. About 200
     * bytes a customer are in memory.
     *
     * @param rows is given each block's rows after the block was found good
     */
    public static Content check(InputStream file, Archives archives, Rows rows)
            throws IOException, DamagedExportException, UnknownFormatException {
        FrameReader frames = FrameReader.ofFile();
        ExportReader reader = new ExportReader(archives);
        Map<String, RowCheck.End> ends = new HashMap<>();
        @Nullable RowCheck check = null;
        for (Frame frame = next(file, frames); frame != null; frame = next(file, frames)) {
            ExportFrame parsed = reader.accept(frame);
            if (parsed.hasHeader()) {
                check = checkOf(parsed.getHeader(), archives);
            }
            for (ExportRow row : parsed.getBlock().getRowsList()) {
                RowCheck.End before = ends.getOrDefault(row.getPersistenceId(), RowCheck.End.NONE);
                ends.put(
                        row.getPersistenceId(),
                        Objects.requireNonNull(check)
                                .after(before, row, reader.place().getBlockCount(), frame.byteOffset()));
            }
            for (ExportRow row : parsed.getBlock().getRowsList()) {
                rows.take(row);
            }
        }
        if (!reader.ended() || frames.hasRemainder()) {
            throw frames.damaged(
                    reader.ended() ? "something follows the trailer" : "the file ends here, without a trailer");
        }
        return new Content(reader.header(), reader.place(), ends.size());
    }

    /**
     * How much of a file is good, as an export that was broken off leaves it: a frame that is not whole or not what was written, and what
     * follows it, does not count.
     *
     * @return null if not even the header is whole
     * @throws DamagedExportException if it does not begin as an export does
     */
    public static @Nullable Beginning beginning(InputStream file, Archives archives)
            throws IOException, DamagedExportException, UnknownFormatException {
        FrameReader frames = FrameReader.ofFile();
        ExportReader reader = new ExportReader(archives);
        @Nullable Beginning good = null;
        try {
            for (Frame frame = next(file, frames); frame != null; frame = next(file, frames)) {
                reader.accept(frame);
                good = new Beginning(frame.end(), reader.header(), reader.place(), reader.ended());
            }
        } catch (DamagedExportException damaged) {
            if (good == null) {
                throw damaged;
            }
        }
        return good;
    }

    /** The reader has found the header good. */
    private static RowCheck checkOf(ExportHeader header, Archives archives) {
        Archive archive = archives.of(header).orElseThrow();
        return new RowCheck(archive, Objects.requireNonNull(archive.scope(header.getScope())));
    }

    private static @Nullable Frame next(InputStream file, FrameReader frames)
            throws IOException, DamagedExportException {
        for (; ; ) {
            Frame frame = frames.next();
            if (frame != null) {
                return frame;
            }
            ByteString more = ByteString.copyFrom(file.readNBytes(ExportFormat.PIECE_BYTES));
            if (more.isEmpty()) {
                return null;
            }
            frames.put(more);
        }
    }
}
