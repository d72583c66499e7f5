package dev.giveback.platform.archive;

import dev.giveback.admin.v1.ExportPlace;
import dev.giveback.platform.journal.JournalCut;
import dev.giveback.platform.journal.JournalRow;
import dev.giveback.platform.journal.JournalScan;
import dev.giveback.platform.journal.RecordedOrder;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** The rows of a scope below a cut, page by page in the order in which they were recorded. */
interface ExportRows {
    /** Rows in memory at once; of what was recorded between two of them only the keys are read. */
    int PAGE_ROWS = 500;

    /** The next rows, perhaps none. */
    Page next() throws SQLException;

    /** How many there are in all. */
    long count() throws SQLException;

    /** Some rows, and whether more may follow. */
    record Page(List<JournalRow> rows, boolean isLast) {
        public Page {
            rows = List.copyOf(rows);
        }
    }

    /** Those after a place. */
    static ExportRows of(DataSource source, ExportScope scope, ExportPlace after) {
        JournalCut cut = new JournalCut(after.getCut());
        return scope.isOneJournal()
                ? new OfOne(JournalScan.ofOne(source, scope.one(), cut, PAGE_ROWS), after.getSequenceNumber())
                : new OfMany(
                        new RecordedOrder(source, scope.one(), scope.prefix(), cut, PAGE_ROWS),
                        new RecordedOrder.Place(after.getTransactionId(), after.getOrdering()));
    }

    /** The rows of one journal are read by their key: their numbers have the order in which they were recorded. */
    final class OfOne implements ExportRows {
        private final JournalScan scan;
        private JournalScan.Place place;

        private OfOne(JournalScan scan, long sequenceNumber) {
            this.scan = scan;
            this.place = new JournalScan.Place(scan.from(), sequenceNumber);
        }

        @Override
        public Page next() throws SQLException {
            List<JournalRow> rows = scan.page(place);
            if (!rows.isEmpty()) {
                place = JournalScan.after(rows);
            }
            return new Page(rows, rows.size() < PAGE_ROWS);
        }

        @Override
        public long count() throws SQLException {
            return scan.count();
        }
    }

    /** Rows of many journals. */
    final class OfMany implements ExportRows {
        private final RecordedOrder order;
        private RecordedOrder.Place place;

        private OfMany(RecordedOrder order, RecordedOrder.Place place) {
            this.order = order;
            this.place = place;
        }

        @Override
        public Page next() throws SQLException {
            RecordedOrder.Page page = order.page(place);
            place = page.next().orElse(place);
            return new Page(page.rows(), page.next().isEmpty());
        }

        @Override
        public long count() throws SQLException {
            return order.count();
        }
    }
}
