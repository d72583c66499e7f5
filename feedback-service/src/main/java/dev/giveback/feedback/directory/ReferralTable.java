package dev.giveback.feedback.directory;

import dev.giveback.feedback.domain.CustomerId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Referrers who are to be told of a purchase, who came by whose code, and whose a code is. */
public final class ReferralTable {
    private static final String OWNER = "SELECT customer FROM referral_code WHERE program = ? AND code = ?";
    private static final String REFERRER = "SELECT referrer FROM referral WHERE program = ? AND referee = ?";

    private final DataSource source;
    private final DueTable<Row> table;

    /** Referrals in the tables of {@link DirectorySchema}. */
    public ReferralTable(DataSource source) {
        this.source = source;
        table = new DueTable<>(
                source,
                "referral_due",
                "program, referee, referrer, due_millis",
                "program, referee",
                "?, ?",
                row -> new Row(
                        new CustomerId(row.getString(1), row.getString(2)),
                        new CustomerId(row.getString(1), row.getString(3)),
                        row.getLong(4)));
    }

    /** A customer who came by a code and bought, and the referrer who is to be told. */
    public record Row(CustomerId referee, CustomerId referrer, long dueMillis) {}

    /** What is due now, the longest due first. */
    public List<Row> due(long nowMillis, int limit) throws SQLException {
        return table.due(nowMillis, limit);
    }

    /** It is not looked at before then. */
    public void postpone(Row row, long untilMillis) throws SQLException {
        table.postpone(
                untilMillis,
                row.dueMillis(),
                row.referee().program(),
                row.referee().customer());
    }

    /** Whose a code is, as it is stored: in capitals, without look-alikes. A code that was given a moment ago may not be here yet. */
    public Optional<CustomerId> owner(String program, String code) throws SQLException {
        return find(OWNER, program, code);
    }

    /** By whose code a customer came; nothing for who came by none. */
    public Optional<CustomerId> referrer(CustomerId referee) throws SQLException {
        return find(REFERRER, referee.program(), referee.customer());
    }

    private Optional<CustomerId> find(String sql, String program, String key) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, program);
            statement.setString(2, key);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(new CustomerId(program, row.getString(1))) : Optional.empty();
            }
        }
    }
}
