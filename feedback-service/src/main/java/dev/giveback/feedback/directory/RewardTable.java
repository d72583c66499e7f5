package dev.giveback.feedback.directory;

import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Reward;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** Rewards that have not reached their customers. */
public final class RewardTable {
    private final DueTable<Row> table;

    /** Rewards that are due, in the table of {@link DirectorySchema}. */
    public RewardTable(DataSource source) {
        table = new DueTable<>(
                source,
                "reward_due",
                "program, customer, reward_id, points, campaign, due_millis",
                "program, customer, reward_id",
                "?, ?, ?",
                row -> new Row(
                        new CustomerId(row.getString(1), row.getString(2)),
                        row.getString(3),
                        new Reward(row.getLong(4), row.getString(5)),
                        row.getLong(6)));
    }

    /** A reward that a customer has not got. */
    public record Row(CustomerId customer, String rewardId, Reward reward, long dueMillis) {}

    /** What is due now, the longest due first. */
    public List<Row> due(long nowMillis, int limit) throws SQLException {
        return table.due(nowMillis, limit);
    }

    /** It is not looked at before then. */
    public void postpone(Row row, long untilMillis) throws SQLException {
        table.postpone(
                untilMillis,
                row.dueMillis(),
                row.customer().program(),
                row.customer().customer(),
                row.rewardId());
    }
}
