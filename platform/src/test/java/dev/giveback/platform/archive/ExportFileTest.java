package dev.giveback.platform.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.giveback.admin.v1.ExportPlace;
import dev.giveback.journal.v1.AdminActBegun;
import dev.giveback.journal.v1.AdminEvent;
import dev.giveback.journal.v1.ExportHeader;
import dev.giveback.journal.v1.ExportRow;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.platform.acts.ActSerializer;
import dev.giveback.platform.acts.AdminActs;
import dev.giveback.platform.acts.StoredAdminEvent;
import dev.giveback.platform.journal.ChainHash;
import dev.giveback.platform.journal.JournalRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A file is found good as it was written, and whatever is done to it is found and named. */
final class ExportFileTest {
    private static final int ROWS = 7;

    private static List<JournalRow> rows() {
        List<JournalRow> rows = new ArrayList<>();
        ByteString hash = ChainHash.NONE;
        for (int i = 1; i <= ROWS; i++) {
            StoredAdminEvent event = StoredAdminEvent.following(
                    hash,
                    AdminEvent.newBuilder()
                            .setRecordMillis(1_000L * i)
                            .setBegun(AdminActBegun.newBuilder().setVerb("Verb" + i))
                            .build());
            hash = event.chainHash();
            rows.add(new JournalRow(
                    AdminActs.PERSISTENCE_ID,
                    i,
                    90 + i,
                    10L * i,
                    2_000L * i,
                    ActSerializer.IDENTIFIER,
                    StoredAdminEvent.MANIFEST,
                    event.toRecord().toByteArray()));
        }
        return rows;
    }

    private static ExportHeader header(int version) {
        return ExportHeader.newBuilder()
                .setFormatVersion(version)
                .setExportId(ByteString.copyFrom(new byte[16]))
                .setCut(1_000)
                .setRowCount(ROWS)
                .build();
    }

    /** A file with these rows, two a block. */
    private static byte[] file(List<JournalRow> rows) {
        return file(header(ExportFormat.VERSION), rows);
    }

    private static byte[] file(ExportHeader header, List<JournalRow> rows) {
        List<ByteString> frames = new ArrayList<>();
        try {
            ExportWriter writer = new ExportWriter(ExportPlace.getDefaultInstance(), 1 << 20, 2, frames::add);
            writer.begin(header);
            for (JournalRow row : rows) {
                writer.add(row);
            }
            writer.end();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return ByteString.copyFrom(frames).toByteArray();
    }

    private static ExportFile.Content check(byte[] file, List<ExportRow> found)
            throws IOException, DamagedExportException, UnknownFormatException {
        return ExportFile.check(new ByteArrayInputStream(file), ActArchive.ALL, found::add);
    }

    private static void isRefused(byte[] file, String... words) {
        assertThatThrownBy(() -> check(file, new ArrayList<>()))
                .isInstanceOf(DamagedExportException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void aFileHoldsWhatWasWritten() throws Exception {
        List<ExportRow> found = new ArrayList<>();

        ExportFile.Content content = check(file(rows()), found);

        assertThat(content.place().getBlockCount()).isEqualTo(4);
        assertThat(content.place().getRowCount()).isEqualTo(ROWS);
        assertThat(content.journals()).isEqualTo(1);
        assertThat(found.stream().map(row -> row.getPayload().toByteArray()))
                .containsExactlyElementsOf(
                        rows().stream().map(JournalRow::payload).toList());
    }

    @Test
    void anEmptyJournalIsAFileToo() throws Exception {
        ExportFile.Content content = check(file(List.of()), new ArrayList<>());

        assertThat(content.place().getRowCount()).isZero();
        assertThat(content.place().getBlockCount()).isZero();
    }

    @Test
    void everyFlippedBitIsFoundAndNamed() {
        byte[] file = file(rows());
        int damages = 0;
        for (int i = 0; i < file.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = file.clone();
                damaged[i] ^= (byte) (1 << bit);
                int at = i;
                assertThatThrownBy(() -> check(damaged, new ArrayList<>()))
                        .as("byte " + i + " bit " + bit)
                        .isInstanceOfSatisfying(DamagedExportException.class, damage -> {
                            long frame =
                                    Long.parseLong(String.valueOf(damage.place().get("byte_offset")));
                            assertThat(frame).isLessThanOrEqualTo(at);
                        });
                damages++;
            }
        }
        assertThat(damages).isEqualTo(8 * file.length).isGreaterThan(5_000);
    }

    @Test
    void everyLengthButTheWholeIsNoFile() throws Exception {
        byte[] file = file(rows());
        for (int length = 0; length < file.length; length++) {
            isRefused(Arrays.copyOf(file, length), "block");
        }
        assertThat(check(file, new ArrayList<>()).place().getRowCount()).isEqualTo(ROWS);
        isRefused(Arrays.copyOf(file, file.length + 1), "follows the trailer");
    }

    @Test
    void ofAFileWithAByteThatIsNotWhatWasWrittenTheBeginningBeforeItCounts() throws Exception {
        byte[] file = file(rows());
        ExportFile.Beginning whole =
                Objects.requireNonNull(ExportFile.beginning(new ByteArrayInputStream(file), ActArchive.ALL));
        int found = 0;
        for (int place = 0; place < file.length; place++) {
            byte[] damaged = file.clone();
            damaged[place] ^= 1;
            try {
                ExportFile.Beginning beginning =
                        ExportFile.beginning(new ByteArrayInputStream(damaged), ActArchive.ALL);
                if (beginning != null) {
                    assertThat(beginning.length()).isLessThanOrEqualTo(place);
                    assertThat(beginning.header()).isEqualTo(whole.header());
                    found++;
                }
            } catch (DamagedExportException | UnknownFormatException broken) {
                assertThat(found)
                        .as("the header is damaged: %s", broken.getMessage())
                        .isZero();
            }
        }
        assertThat(found).isPositive();
    }

    @Test
    void theGoodBeginningOfABrokenOffFileIsFound() throws Exception {
        byte[] file = file(rows());
        long length = -1;
        int places = 0;
        for (int cut = 0; cut <= file.length; cut++) {
            ExportFile.Beginning beginning =
                    ExportFile.beginning(new ByteArrayInputStream(Arrays.copyOf(file, cut)), ActArchive.ALL);
            if (beginning != null) {
                assertThat(beginning.length()).isBetween(length, (long) cut);
                places += beginning.length() > length ? 1 : 0;
                length = beginning.length();
                assertThat(beginning.ended()).isEqualTo(cut == file.length);
            }
        }
        // The header, four blocks and the trailer.
        assertThat(places).isEqualTo(6);
    }

    @Test
    void aFileOfALaterFormatIsNotRead() {
        assertThatThrownBy(() -> check(file(header(2), rows()), new ArrayList<>()))
                .isInstanceOf(UnknownFormatException.class)
                .hasMessageContaining("format_version: 2");
    }

    @Test
    void aRowThatWasChangedLeftOutOrMovedBeforeTheExportIsNamed() {
        isRefused(file(with(rows(), 3, row -> payload(row, flipped(row.payload())))), "admin|acts event 4", "hash");
        List<JournalRow> dropped = rows();
        dropped.remove(2);
        isRefused(file(dropped), "block 2", "admin|acts event 4", "expected: 3");
        List<JournalRow> swapped = rows();
        Collections.swap(swapped, 4, 5);
        isRefused(file(swapped), "order in which they were recorded");
        isRefused(file(with(rows(), 1, row -> payload(row, new byte[] {1}))), "admin|acts event 2", "hash");
    }

    @Test
    void aRowThatDoesNotBelongHereOrCannotBeReadIsNamed() {
        isRefused(file(with(rows(), 0, row -> named(row, "campaign|shop|a"))), "no journal of what the file says");
        isRefused(file(with(rows(), 0, row -> manifest(row, "A2"))), "stored as 8170 A2");
        ExportHeader oneProgram = header(ExportFormat.VERSION).toBuilder()
                .setScope("programs/shop")
                .build();
        isRefused(file(oneProgram, rows()), "no journal of what the file says");
        ByteString unreadable = ByteString.copyFrom(new byte[] {(byte) 0xff});
        JournalRow first = payload(
                rows().getFirst(),
                JournalRecord.newBuilder()
                        .setChainHash(ChainHash.next(ChainHash.NONE, unreadable))
                        .setEvent(unreadable)
                        .build()
                        .toByteArray());
        isRefused(file(List.of(first)), "admin|acts event 1", "cannot read");
    }

    private static List<JournalRow> with(List<JournalRow> rows, int index, UnaryOperator<JournalRow> change) {
        rows.set(index, change.apply(rows.get(index)));
        return rows;
    }

    private static byte[] flipped(byte[] bytes) {
        byte[] changed = bytes.clone();
        changed[changed.length - 1] ^= 1;
        return changed;
    }

    private static JournalRow payload(JournalRow row, byte[] payload) {
        return new JournalRow(
                row.persistenceId(),
                row.sequenceNumber(),
                row.transactionId(),
                row.ordering(),
                row.timestampMillis(),
                row.serializerId(),
                row.manifest(),
                payload);
    }

    private static JournalRow named(JournalRow row, String persistenceId) {
        return new JournalRow(
                persistenceId,
                row.sequenceNumber(),
                row.transactionId(),
                row.ordering(),
                row.timestampMillis(),
                row.serializerId(),
                row.manifest(),
                row.payload());
    }

    private static JournalRow manifest(JournalRow row, String manifest) {
        return new JournalRow(
                row.persistenceId(),
                row.sequenceNumber(),
                row.transactionId(),
                row.ordering(),
                row.timestampMillis(),
                row.serializerId(),
                manifest,
                row.payload());
    }
}
