package dev.giveback.platform.archive;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.giveback.admin.v1.ExportPlace;
import dev.giveback.journal.v1.ExportBlock;
import dev.giveback.journal.v1.ExportFrame;
import dev.giveback.journal.v1.ExportHeader;
import dev.giveback.journal.v1.ExportRow;
import dev.giveback.journal.v1.ExportTrailer;
import dev.giveback.platform.journal.JournalRow;
import java.util.ArrayList;
import java.util.List;

/** Writes the frames of a file. Rows gather until they make a block. */
final class ExportWriter {
    private final Frames frames;
    private final int blockBytes;
    private final int blockRows;
    private final List<ExportRow> gathered = new ArrayList<>();
    private long gatheredBytes;
    private ExportPlace place;

    /** Who takes the bytes of the file. */
    @FunctionalInterface
    interface Frames {
        void take(ByteString bytes) throws InterruptedException;
    }

    /** A writer that goes on at a place; at that of no frame it expects {@link #begin}. */
    ExportWriter(ExportPlace place, int blockBytes, int blockRows, Frames frames) {
        this.place = place;
        this.blockBytes = blockBytes;
        this.blockRows = blockRows;
        this.frames = frames;
    }

    void begin(ExportHeader header) throws InterruptedException {
        ByteString frame =
                ExportFormat.bytesOf(ExportFrame.newBuilder().setHeader(header).build());
        place = ExportPlace.newBuilder()
                .setCut(header.getCut())
                .setTotalRowCount(header.getRowCount())
                .setPreviousHash(ExportFormat.hashOf(ExportFormat.contentOf(frame)))
                .build();
        frames.take(ExportFormat.MAGIC.concat(frame));
    }

    void add(JournalRow row) throws InterruptedException {
        gathered.add(ExportRow.newBuilder()
                .setPersistenceId(row.persistenceId())
                .setSequenceNumber(row.sequenceNumber())
                .setTransactionId(row.transactionId())
                .setOrdering(row.ordering())
                .setWriteMillis(row.timestampMillis())
                .setSerializerId(row.serializerId())
                .setManifest(row.manifest())
                .setPayload(UnsafeByteOperations.unsafeWrap(row.payload()))
                .build());
        gatheredBytes += row.payload().length;
        if (gatheredBytes >= blockBytes || gathered.size() >= blockRows) {
            endBlock();
        }
    }

    void end() throws InterruptedException {
        if (!gathered.isEmpty()) {
            endBlock();
        }
        frames.take(ExportFormat.bytesOf(ExportFrame.newBuilder()
                .setPreviousHash(place.getPreviousHash())
                .setTrailer(ExportTrailer.newBuilder()
                        .setBlockCount(place.getBlockCount())
                        .setRowCount(place.getRowCount())
                        .setPayloadBytes(place.getPayloadBytes()))
                .build()));
    }

    private void endBlock() throws InterruptedException {
        long number = place.getBlockCount() + 1;
        ExportRow last = gathered.getLast();
        ByteString frame = ExportFormat.bytesOf(ExportFrame.newBuilder()
                .setPreviousHash(place.getPreviousHash())
                .setBlock(ExportBlock.newBuilder().setNumber(number).addAllRows(gathered))
                .build());
        place = place.toBuilder()
                .setTransactionId(last.getTransactionId())
                .setOrdering(last.getOrdering())
                .setSequenceNumber(last.getSequenceNumber())
                .setBlockCount(number)
                .setRowCount(place.getRowCount() + gathered.size())
                .setPayloadBytes(place.getPayloadBytes() + gatheredBytes)
                .setPreviousHash(ExportFormat.hashOf(ExportFormat.contentOf(frame)))
                .build();
        gathered.clear();
        gatheredBytes = 0;
        frames.take(frame);
    }

    ExportPlace place() {
        return place;
    }
}
