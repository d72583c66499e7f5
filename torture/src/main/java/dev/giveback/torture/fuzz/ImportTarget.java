package dev.giveback.torture.fuzz;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.ExportBlock;
import dev.giveback.journal.v1.ExportFrame;
import dev.giveback.journal.v1.ExportHeader;
import dev.giveback.journal.v1.ExportRow;
import dev.giveback.journal.v1.ExportTrailer;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.loyalty.journal.JournalSerializer;
import dev.giveback.platform.archive.DamagedExportException;
import dev.giveback.platform.archive.ExportFile;
import dev.giveback.platform.archive.ExportFormat;
import dev.giveback.platform.archive.UnknownFormatException;
import dev.giveback.platform.journal.ChainHash;
import dev.giveback.standalone.archive.Journal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32C;

/**
 * A file of exported events. An input that begins with a zero is such a file as it stands. Any other one is an {@code ExportBlock} after its
 * first byte: it is put into a file whose checksums, hashes, numbers and counts are right, so that what is in the rows is reached.
 */
final class ImportTarget implements Target {
    private static final String CUSTOMER = "customer|fuzz|c1";

    @Override
    public String name() {
        return "import-file";
    }

    @Override
    public byte[] sample(Random random) {
        ExportBlock.Builder block = ExportBlock.newBuilder();
        MessageMaker maker = new MessageMaker(random);
        for (int row = 0; row <= random.nextInt(3); row++) {
            block.addRows(ExportRow.newBuilder()
                    .setPersistenceId(CUSTOMER)
                    .setSerializerId(JournalSerializer.IDENTIFIER)
                    .setManifest(JournalSerializer.CUSTOMER_EVENT)
                    .setPayload(ByteString.copyFrom(maker.bytes(CustomerEvent.getDescriptor()))));
        }
        byte[] bytes = block.build().toByteArray();
        boolean isWhole = random.nextInt(4) == 0;
        byte[] rest = isWhole ? file(block.build()) : bytes;
        byte[] input = new byte[rest.length + 1];
        input[0] = (byte) (isWhole ? 0 : 1);
        System.arraycopy(rest, 0, input, 1, rest.length);
        return input;
    }

    @Override
    public void read(byte[] input) throws Exception {
        if (input.length == 0) {
            return;
        }
        byte[] file;
        if (input[0] == 0) {
            file = java.util.Arrays.copyOfRange(input, 1, input.length);
        } else {
            try {
                file = file(ExportBlock.parseFrom(ByteString.copyFrom(input, 1, input.length - 1)));
            } catch (InvalidProtocolBufferException noBlock) {
                return;
            }
        }
        try {
            var unused = ExportFile.check(new ByteArrayInputStream(file), Journal.ARCHIVES, row -> {});
        } catch (DamagedExportException | UnknownFormatException refused) {
            // As it should be.
        }
        try {
            var unused = ExportFile.beginning(new ByteArrayInputStream(file), Journal.ARCHIVES);
        } catch (DamagedExportException | UnknownFormatException refused) {
            // As it should be.
        }
    }

    private static byte[] file(ExportBlock rows) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(ExportFormat.MAGIC.toByteArray());
        ExportBlock block = numbered(rows);
        long bytes = block.getRowsList().stream()
                .mapToLong(row -> row.getPayload().size())
                .sum();
        ByteString hash = put(
                file,
                ExportFrame.newBuilder()
                        .setHeader(ExportHeader.newBuilder()
                                .setFormatVersion(ExportFormat.VERSION)
                                .setExportId(ByteString.copyFrom(new byte[16]))
                                .setCut(1_000)
                                .setRowCount(block.getRowsCount()))
                        .build());
        hash = put(
                file,
                ExportFrame.newBuilder().setPreviousHash(hash).setBlock(block).build());
        var unused = put(
                file,
                ExportFrame.newBuilder()
                        .setPreviousHash(hash)
                        .setTrailer(ExportTrailer.newBuilder()
                                .setBlockCount(1)
                                .setRowCount(block.getRowsCount())
                                .setPayloadBytes(bytes))
                        .build());
        return file.toByteArray();
    }

    private static ExportBlock numbered(ExportBlock rows) {
        ExportBlock.Builder block = rows.toBuilder().setNumber(1);
        ByteString hash = ChainHash.NONE;
        for (int row = 0; row < block.getRowsCount(); row++) {
            ByteString event = block.getRows(row).getPayload();
            hash = ChainHash.next(hash, event);
            block.getRowsBuilder(row)
                    .setTransactionId(1)
                    .setOrdering(row + 1)
                    .setSequenceNumber(row + 1)
                    .setPayload(JournalRecord.newBuilder()
                            .setEvent(event)
                            .setChainHash(hash)
                            .build()
                            .toByteString());
        }
        return block.build();
    }

    /** Puts a frame with its length and checksum, and tells what the next one vouches for. */
    private static ByteString put(ByteArrayOutputStream file, ExportFrame frame) {
        byte[] content = frame.toByteArray();
        CRC32C checksum = new CRC32C();
        checksum.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, content.length));
        checksum.update(content);
        try {
            DataOutputStream data = new DataOutputStream(file);
            data.writeInt(content.length);
            data.writeInt((int) checksum.getValue());
            data.write(content);
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
        return ChainHash.next(ChainHash.NONE, ByteString.copyFrom(content));
    }
}
