package dev.giveback.feedback.occasions;

import dev.giveback.feedback.domain.Occasion;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What is to be decided, and when, as rows. */
public final class PlanTable {
    private static final String SELECT =
            "SELECT " + OccasionTable.COLUMNS + ", p.source, p.due_millis, p.failures FROM plan p"
                    + " JOIN occasion o USING (program, customer, kind, reference)";

    private static final String DUE = SELECT + " WHERE p.look_millis <= ? ORDER BY p.look_millis LIMIT ?";

    private static final String OF_SOURCE = SELECT + " WHERE p.program = ? AND p.source = ? AND p.due_millis <= ?"
            + " AND (p.due_millis, p.customer, p.kind, p.reference) > (?, ?, ?, ?)"
            + " ORDER BY p.due_millis, p.customer, p.kind, p.reference LIMIT ?";

    private static final String KEY =
            " WHERE program = ? AND source = ? AND customer = ? AND kind = ? AND reference = ?" + " AND due_millis = ?";
    private static final String REMOVE = "DELETE FROM plan" + KEY;
    private static final String MOVE = "UPDATE plan SET look_millis = ?, failures = ?" + KEY;

    private final DataSource source;

    /** Plans in the tables of {@link OccasionSchema}. */
    public PlanTable(DataSource source) {
        this.source = source;
    }

    /** What is to be looked at by now, the longest waiting first. */
    public List<PlannedContact> due(Instant now, int limit) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(DUE)) {
            statement.setLong(1, now.toEpochMilli());
            statement.setInt(2, limit);
            return read(statement);
        }
    }

    /** What one survey or message is planned for by then, by time; the page after {@code last}, whose first is null. */
    public List<PlannedContact> page(
            String program, String sourceId, Instant until, @Nullable PlannedContact last, int limit)
            throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(OF_SOURCE)) {
            statement.setString(1, program);
            statement.setString(2, sourceId);
            statement.setLong(3, until.toEpochMilli());
            statement.setLong(4, last == null ? Long.MIN_VALUE : last.due().toEpochMilli());
            statement.setString(5, last == null ? "" : last.known().customer().customer());
            statement.setInt(
                    6, last == null ? 0 : last.known().occasion().kind().number());
            statement.setString(7, last == null ? "" : last.known().occasion().reference());
            statement.setInt(8, limit);
            return read(statement);
        }
    }

    private static List<PlannedContact> read(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            List<PlannedContact> plans = new ArrayList<>();
            while (row.next()) {
                plans.add(new PlannedContact(
                        row.getString(16),
                        OccasionTable.read(row),
                        Instant.ofEpochMilli(row.getLong(17)),
                        row.getInt(18)));
            }
            return plans;
        }
    }

    /** When one is looked at again, after so many failures in a row. */
    public record Look(Instant at, int failures) {}

    /** These are done, those are looked at again. What changed in between stays as it is. */
    public void settle(List<PlannedContact> done, Map<PlannedContact, Look> later) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement remove = connection.prepareStatement(REMOVE);
                    PreparedStatement move = connection.prepareStatement(MOVE)) {
                for (PlannedContact plan : done) {
                    setKey(remove, 1, plan);
                    remove.addBatch();
                }
                for (Map.Entry<PlannedContact, Look> look : later.entrySet()) {
                    move.setLong(1, look.getValue().at().toEpochMilli());
                    move.setInt(2, look.getValue().failures());
                    setKey(move, 3, look.getKey());
                    move.addBatch();
                }
                remove.executeBatch();
                move.executeBatch();
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static void setKey(PreparedStatement statement, int first, PlannedContact plan) throws SQLException {
        Occasion occasion = plan.known().occasion();
        statement.setString(first, plan.known().customer().program());
        statement.setString(first + 1, plan.source());
        statement.setString(first + 2, plan.known().customer().customer());
        statement.setInt(first + 3, occasion.kind().number());
        statement.setString(first + 4, occasion.reference());
        statement.setLong(first + 5, plan.due().toEpochMilli());
    }
}
