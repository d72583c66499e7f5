package dev.giveback.platform.archive;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.admin.v1.ExportPlace;
import dev.giveback.journal.v1.ExportBlock;
import dev.giveback.journal.v1.ExportFrame;
import dev.giveback.journal.v1.ExportHeader;
import dev.giveback.journal.v1.ExportRow;
import dev.giveback.journal.v1.ExportTrailer;
import dev.giveback.platform.archive.FrameReader.Frame;
import java.util.Optional;

/**
 * Checks that the frames of a file are those that were written: each vouches for all before it, blocks are numbered, rows are in the order in
 * which they were recorded, and the trailer counts them. What the rows hold is for {@link RowCheck}.
 */
public final class ExportReader {
    private final Archives archives;
    private ExportHeader header = ExportHeader.getDefaultInstance();
    private ExportPlace place = ExportPlace.getDefaultInstance();
    private boolean ended;

    /** A reader that expects the header of one of these. */
    public ExportReader(Archives archives) {
        this.archives = archives;
    }

    /** One that goes on after so much of a file that was found good. */
    ExportReader(Archives archives, ExportHeader header, ExportPlace place) {
        this.archives = archives;
        this.header = header;
        this.place = place;
    }

    /** Takes the next frame. */
    public ExportFrame accept(Frame frame) throws DamagedExportException, UnknownFormatException {
        long block = place.getBlockCount() + (isBegun() ? 1 : 0);
        ExportFrame parsed;
        try {
            parsed = ExportFrame.parseFrom(frame.content());
        } catch (InvalidProtocolBufferException unreadable) {
            throw DamagedExportException.frame(block, frame.byteOffset(), "the frame is not an ExportFrame");
        }
        ExportPlace.Builder next = place.toBuilder();
        String broken = switch (parsed.getPartCase()) {
            case HEADER -> problemOf(parsed.getHeader(), parsed.getPreviousHash(), next);
            case BLOCK -> problemOf(parsed.getBlock(), parsed.getPreviousHash(), next);
            case TRAILER -> problemOf(parsed.getTrailer(), parsed.getPreviousHash());
            case PART_NOT_SET -> "the frame holds nothing that this build knows";
        };
        if (!broken.isEmpty()) {
            throw DamagedExportException.frame(block, frame.byteOffset(), broken);
        }
        place = next.setPreviousHash(ExportFormat.hashOf(frame.content())).build();
        return parsed;
    }

    private boolean isBegun() {
        return !place.getPreviousHash().isEmpty();
    }

    private String problemOf(ExportHeader found, ByteString previousHash, ExportPlace.Builder next)
            throws UnknownFormatException {
        if (isBegun()) {
            return "a second header";
        }
        if (found.getFormatVersion() != ExportFormat.VERSION) {
            throw new UnknownFormatException(found.getFormatVersion());
        }
        Optional<Archive> archive = archives.of(found);
        if (archive.isEmpty()) {
            return "the file holds the journal of \"" + found.getService() + "\" (expected: that of " + archives.names()
                    + ")";
        }
        if (!previousHash.isEmpty()
                || found.getExportId().size() != ExportHead.ID_BYTES
                || found.getCut() <= 0
                || archive.get().scope(found.getScope()) == null) {
            return "the header does not say what was exported";
        }
        header = found;
        next.setCut(found.getCut()).setTotalRowCount(found.getRowCount());
        return "";
    }

    private String problemOf(ExportBlock block, ByteString previousHash, ExportPlace.Builder next) {
        String broken = chainProblem(previousHash);
        if (!broken.isEmpty()) {
            return broken;
        }
        if (block.getNumber() != place.getBlockCount() + 1 || block.getRowsCount() == 0) {
            return "the block has number " + block.getNumber() + " and " + block.getRowsCount()
                    + " rows (expected: number " + (place.getBlockCount() + 1) + ", and rows)";
        }
        next.setBlockCount(block.getNumber());
        for (ExportRow row : block.getRowsList()) {
            if (!follows(next, row)) {
                return "the rows are not in the order in which they were recorded";
            }
            next.setTransactionId(row.getTransactionId())
                    .setOrdering(row.getOrdering())
                    .setSequenceNumber(row.getSequenceNumber())
                    .setRowCount(next.getRowCount() + 1)
                    .setPayloadBytes(next.getPayloadBytes() + row.getPayload().size());
        }
        return "";
    }

    private static boolean follows(ExportPlace.Builder place, ExportRow row) {
        return row.getTransactionId() < place.getCut()
                && (row.getTransactionId() > place.getTransactionId()
                        || (row.getTransactionId() == place.getTransactionId()
                                && row.getOrdering() > place.getOrdering()));
    }

    private String problemOf(ExportTrailer trailer, ByteString previousHash) {
        String broken = chainProblem(previousHash);
        if (!broken.isEmpty()) {
            return broken;
        }
        if (trailer.getBlockCount() != place.getBlockCount()
                || trailer.getRowCount() != place.getRowCount()
                || trailer.getPayloadBytes() != place.getPayloadBytes()) {
            return "the trailer counts " + trailer.getBlockCount() + " blocks, " + trailer.getRowCount() + " rows and "
                    + trailer.getPayloadBytes() + " bytes (expected: " + place.getBlockCount() + ", "
                    + place.getRowCount() + " and " + place.getPayloadBytes() + ")";
        }
        ended = true;
        return "";
    }

    private String chainProblem(ByteString previousHash) {
        if (!isBegun()) {
            return "there is no header before it";
        }
        if (ended) {
            return "something follows the trailer";
        }
        return previousHash.equals(place.getPreviousHash()) ? "" : "it does not follow the frame before it";
    }

    /** What was exported; of no meaning before the header was taken. */
    public ExportHeader header() {
        return header;
    }

    /** Right after the frames so far. */
    public ExportPlace place() {
        return place;
    }

    /** Whether the trailer was taken: the file is whole. */
    public boolean ended() {
        return ended;
    }
}
