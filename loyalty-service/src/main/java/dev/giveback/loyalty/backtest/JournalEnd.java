package dev.giveback.loyalty.backtest;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.journal.StoredCustomerEvent;
import dev.giveback.loyalty.shadow.TrialClock;
import dev.giveback.platform.journal.JournalScan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When the history of a program ends. */
final class JournalEnd {
    private static final int ROWS = 1_000;

    private static final String LATEST = """
            SELECT event_payload FROM event_journal
            WHERE persistence_id >= ? AND persistence_id < ? AND transaction_id < ?::text::xid8
            ORDER BY ordering DESC LIMIT ?
            """;

    private JournalEnd() {}

    /** The latest moment among the rows that were recorded last; null without any row. */
    static @Nullable Instant of(JournalScan scan, TrialClock clock)
            throws SQLException, InvalidProtocolBufferException {
        try (Connection connection = scan.source().getConnection();
                PreparedStatement query = connection.prepareStatement(LATEST)) {
            query.setString(1, scan.from());
            query.setString(2, scan.to());
            query.setString(3, Long.toString(scan.cut().transactionId()));
            query.setInt(4, ROWS);
            return latest(query, clock);
        }
    }

    private static @Nullable Instant latest(PreparedStatement query, TrialClock clock)
            throws SQLException, InvalidProtocolBufferException {
        Instant recorded = null;
        Instant happened = null;
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                CustomerEvent event = StoredCustomerEvent.of(JournalRecord.parseFrom(row.getBytes(1)))
                        .event();
                recorded = later(recorded, event.header().time());
                happened = later(happened, happened(event.change()));
            }
        }
        // Without any order it is not known how much later than things happened they were recorded.
        return clock == TrialClock.RECORDED || happened == null ? recorded : happened;
    }

    private static @Nullable Instant happened(Change change) {
        return switch (change) {
            case Change.CheckoutCompleted completed -> completed.purchaseTime();
            case Change.OrderRefunded refunded -> refunded.refundTime();
            default -> null;
        };
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? other : one;
    }
}
