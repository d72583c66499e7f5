package dev.giveback.feedback.directory;

import dev.giveback.feedback.domain.Channel;
import dev.giveback.feedback.domain.CustomerId;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** What is to be sent. While a try has its lease the row is due at the lease's end. */
public final class OutboxTable {
    private final DueTable<Row> table;

    /** What is to be sent, in the table of {@link DirectorySchema}. */
    public OutboxTable(DataSource source) {
        table = new DueTable<>(
                source,
                "outbox",
                "program, customer, contact_id, channel, due_millis",
                "program, customer, contact_id",
                "?, ?, ?",
                row -> new Row(
                        new CustomerId(row.getString(1), row.getString(2)),
                        row.getString(3),
                        Channel.of(row.getInt(4)),
                        row.getLong(5)));
    }

    /** A contact that is to be sent. */
    public record Row(CustomerId customer, String contactId, Channel channel, long dueMillis) {}

    /** What is due now, the longest due first. */
    public List<Row> due(long nowMillis, int limit) throws SQLException {
        return table.due(nowMillis, limit);
    }

    /** What is due now by one channel, the longest due first. */
    public List<Row> due(Channel channel, long nowMillis, int limit) throws SQLException {
        return table.due("channel", channel.number(), nowMillis, limit);
    }

    /** It is not looked at before then, unless an event says otherwise. */
    public void postpone(Row row, long untilMillis) throws SQLException {
        table.postpone(
                untilMillis,
                row.dueMillis(),
                row.customer().program(),
                row.customer().customer(),
                row.contactId());
    }
}
