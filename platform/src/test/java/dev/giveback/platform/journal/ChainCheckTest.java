package dev.giveback.platform.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.giveback.journal.v1.JournalRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Faults of rows, each told once and at the row where it is. */
final class ChainCheckTest {
    private final List<JournalRow> rows = new ArrayList<>();
    private final List<String> found = new ArrayList<>();

    ChainCheckTest() {
        ByteString hash = ChainHash.NONE;
        for (int i = 1; i <= 6; i++) {
            ByteString event = ByteString.copyFromUtf8("event " + i);
            hash = ChainHash.next(hash, event);
            rows.add(row(
                    i,
                    JournalRecord.newBuilder()
                            .setChainHash(hash)
                            .setEvent(event)
                            .build()));
        }
    }

    private static JournalRow row(long number, JournalRecord record) {
        return new JournalRow("customer|shop|ann", number, 1, number, 0, 7, "C1", record.toByteArray());
    }

    private static JournalRow at(JournalRow row, long number) {
        return new JournalRow(
                row.persistenceId(),
                number,
                row.transactionId(),
                row.ordering(),
                row.timestampMillis(),
                row.serializerId(),
                row.manifest(),
                row.payload());
    }

    private List<String> check() {
        ChainCheck check = new ChainCheck(7, "C1", (fault, number, message) -> found.add(fault + " " + number));
        int read = 0;
        for (JournalRow row : rows) {
            read += check.next(row) == null ? 0 : 1;
        }
        assertThat(check.isWhole()).isEqualTo(found.isEmpty());
        assertThat(read).isLessThanOrEqualTo(rows.size());
        return found;
    }

    @Test
    void aWholeChainHasNoFault() {
        assertThat(check()).isEmpty();
    }

    @Test
    void missingRowsAreOneFaultAtTheFirstOfThem() {
        rows.remove(2);
        rows.remove(2);
        assertThat(check()).containsExactly("SEQUENCE_NUMBER 3");
    }

    @Test
    void theFirstRowCanBeMissingToo() {
        rows.removeFirst();
        assertThat(check()).containsExactly("SEQUENCE_NUMBER 1");
    }

    @Test
    void everyByteOfARowCounts() {
        byte[] whole = rows.get(2).payload().clone();
        for (int i = 0; i < whole.length; i++) {
            for (int bit = 1; bit < 256; bit <<= 1) {
                byte[] changed = whole.clone();
                changed[i] ^= (byte) bit;
                JournalRow row = rows.get(2);
                rows.set(
                        2,
                        new JournalRow(row.persistenceId(), 3, 1, 3, 0, row.serializerId(), row.manifest(), changed));
                found.clear();
                assertThat(check()).as("byte %s, bit %s", i, bit).hasSize(1).allMatch(fault -> fault.endsWith(" 3"));
            }
        }
    }

    @Test
    void swappedRowsAreBothNamedAndNoOther() {
        JournalRow third = rows.get(2);
        rows.set(2, at(rows.get(3), 3));
        rows.set(3, at(third, 4));
        assertThat(check()).containsExactly("CHAIN_HASH 3", "CHAIN_HASH 4");
    }

    @Test
    void aRowThatIsPutInIsNamed() {
        rows.add(at(rows.get(5), 7));
        assertThat(check()).containsExactly("CHAIN_HASH 7");
    }

    @Test
    void aHashThatWasMadeAnewForAChangedRowIsFoundAtTheNext() {
        ByteString before = ChainHash.NONE;
        for (int i = 1; i <= 2; i++) {
            before = ChainHash.next(before, ByteString.copyFromUtf8("event " + i));
        }
        ByteString event = ByteString.copyFromUtf8("other");
        rows.set(
                2,
                row(
                        3,
                        JournalRecord.newBuilder()
                                .setChainHash(ChainHash.next(before, event))
                                .setEvent(event)
                                .build()));
        assertThat(check()).containsExactly("CHAIN_HASH 4");
    }

    @Test
    void whatIsStoredAsSomethingElseIsNoRecord() {
        JournalRow row = rows.get(1);
        rows.set(1, new JournalRow(row.persistenceId(), 2, 1, 2, 0, 7, "C2", row.payload()));
        assertThat(check()).containsExactly("RECORD 2");
    }
}
